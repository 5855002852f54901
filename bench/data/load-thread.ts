import { parentPort, workerData } from 'node:worker_threads'
import { choiceLists, crmActions, crmObjects } from '../../crm/index.ts'
import { type Engine, openEngine, openPastLoader } from '../../engine/index.ts'
import { pastRecords, type Source } from './records.ts'

export type LoadWork = { database: { ownerUrl: string; appUrl: string }; sources: { source: Source; from: number; until: number }[] }

const accountsPerPart = 250

/** Makes the records of ranges of accounts and puts them in; counts those of the first workspace. */
async function load(engine: Engine, { database, sources }: LoadWork): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { source, from, until } of sources) {
    const { workspaceId, batchId } = source
    const loader = await openPastLoader(engine, { ownerUrl: database.ownerUrl, workspaceId, batchId, through: 'import' })
    for (let number = from; number < until; number += accountsPerPart) {
      const counted = Math.min(accountsPerPart, until - number)
      const records = Array.from({ length: counted }, (_, index) => pastRecords(source, number + index)).flat()
      if (source === sources[0]?.source) for (const { object } of records) counts[object] = (counts[object] ?? 0) + 1
      await loader.put({ number, records, counted })
    }
    await loader.close()
  }
  return counts
}

const work = workerData as LoadWork
const engine = await openEngine({
  ...work.database,
  objects: crmObjects,
  actions: crmActions,
  choiceLists,
  connections: 1,
  background: false,
})
parentPort?.postMessage(await load(engine, work))
await engine.close()
