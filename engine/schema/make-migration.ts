import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Registry } from '../declare/registry.ts'
import { differences } from './compare.ts'

/**
 * Writes the migration that brings a database to the declarations: `migrations/<utc>-<name>.sql`.
 * Returns the file's path, or null when there is nothing to do; throws when a difference needs a person.
 */
export async function makeMigration(
  owner: Pool,
  registry: Registry,
  options: { folder: string; name: string; at: Date },
): Promise<string | null> {
  const found = await differences(owner, registry)
  const manual = found.filter((difference) => difference.sql === null)
  if (manual.length > 0)
    throw new Error(`These differences need a migration written by hand:\n${manual.map((difference) => `  ${difference.what}`).join('\n')}`)
  if (found.length === 0) return null
  const stamp = at(options.at)
  const path = join(options.folder, `${stamp}-${options.name}.sql`)
  await writeFile(path, `${found.map((difference) => difference.sql).join('\n\n')}\n`)
  return path
}

function at(time: Date): string {
  return time.toISOString().slice(0, 16).replaceAll('-', '').replace(':', '')
}
