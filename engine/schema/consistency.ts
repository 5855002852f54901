import type { Pool } from 'pg'
import { snake } from '../declare/object.ts'
import type { Registry } from '../declare/registry.ts'
import { quoteIdent } from '../sql.ts'

/** Living records whose words are not stored, so that the search box cannot find them. Owner connection. */
export async function recordsWithoutWords(owner: Pool, registry: Registry): Promise<number> {
  let missing = 0
  for (const object of registry.objects.values()) {
    if (!object.fields[object.title]?.searched) continue
    const found = await owner.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${quoteIdent(object.table)} t WHERE t.deleted_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM search_document d WHERE d.workspace_id = t.workspace_id AND d.record_id = t.id AND d.read_class = 'general')`,
    )
    missing += found.rows[0]?.count ?? 0
  }
  return missing
}

/** Links to "any record" have no foreign key: those whose record is gone. Owner connection. */
export async function danglingLinks(owner: Pool, registry: Registry): Promise<{ object: string; field: string; count: number }[]> {
  const dangling: { object: string; field: string; count: number }[] = []
  for (const object of registry.objects.values()) {
    for (const [key, field] of Object.entries(object.fields)) {
      if (field.to !== 'any') continue
      const column = quoteIdent(`${snake(key)}_id`)
      const kind = quoteIdent(`${snake(key)}_object`)
      const there = [...registry.objects.values()].map(
        (target) =>
          `(t.${kind} = '${target.key}' AND EXISTS (SELECT 1 FROM ${quoteIdent(target.table)} o WHERE o.workspace_id = t.workspace_id AND o.id = t.${column}))`,
      )
      const found = await owner.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${quoteIdent(object.table)} t WHERE t.deleted_at IS NULL AND t.${column} IS NOT NULL AND NOT (${there.join(' OR ')})`,
      )
      const count = found.rows[0]?.count ?? 0
      if (count > 0) dangling.push({ object: object.key, field: key, count })
    }
  }
  return dangling
}
