import { parentPort, workerData } from 'node:worker_threads'
import { copyInto } from './copy.ts'
import { accountRecords, type Source } from './records.ts'
import { addRows, filledTables } from './rows.ts'

export type LoadWork = { ownerUrl: string; sources: { source: Source; from: number; until: number }[] }

/** Makes the records of a range of accounts and copies them in. */
async function load({ ownerUrl, sources }: LoadWork): Promise<Record<string, number>> {
  const copies = new Map(
    await Promise.all([...filledTables()].map(async ([table, columns]) => [table, await copyInto(ownerUrl, table, columns)] as const)),
  )
  const counts: Record<string, number> = {}
  for (const { source, from, until } of sources) {
    for (let index = from; index < until; index++) {
      for (const record of accountRecords(source, index)) {
        addRows(record, source.workspaceId, (table, row) => copies.get(table)?.add(row))
        counts[record.object] = (counts[record.object] ?? 0) + 1
      }
      for (const copy of copies.values()) await copy.flush()
    }
  }
  await Promise.all([...copies.values()].map((copy) => copy.end()))
  return counts
}

parentPort?.postMessage(await load(workerData as LoadWork))
