import { scopeFor } from '../access/principal.ts'
import type { Database } from '../database.ts'
import type { CountAnswer } from './aggregate.ts'
import { countRecords } from './aggregate.ts'
import { getRecord } from './get.ts'
import { listRecords } from './list.ts'
import { type Reader, visibleFields } from './reader.ts'

export type RelatedAnswer = { object: string; field: string; count: CountAnswer; records: string; ids: string[] }

const shown = 5

/** The records that point at this one, per object and field that the reader may see: how many, and the first five. */
export async function relatedRecords(database: Database, reader: Reader, query: { object: string; id: string }): Promise<RelatedAnswer[]> {
  await getRecord(database, reader, { ...query, fields: [] })
  const wanted: { object: string; field: string }[] = []
  for (const { definition } of reader.objects()) {
    if (definition.internal || !scopeFor(reader.principal, definition.key, 'read')) continue
    for (const [field, { field: declared, masked }] of visibleFields(reader, definition.key)) {
      if (
        declared.kind === 'reference' &&
        !declared.custom &&
        !masked &&
        (declared.to === query.object || (declared.to === 'any' && definition.key !== query.object))
      )
        wanted.push({ object: definition.key, field })
    }
  }
  return Promise.all(
    wanted.map(async ({ object, field }) => {
      const filter = { field, op: 'is', value: query.id } as const
      const page = await listRecords(database, reader, { object, filter, limit: shown, sort: ['-createdAt'] })
      const count = page.next ? await countRecords(database, reader, { object, filter }) : { count: page.ids.length, exact: true }
      return { object, field, count, records: page.records, ids: page.ids }
    }),
  )
}
