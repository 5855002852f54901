import { parentPort, workerData } from 'node:worker_threads'
import { openEngine } from '../../engine/index.ts'
import { choiceLists, crmActions, crmObjects } from '../index.ts'
import { type LoadWork, putParts } from './put-parts.ts'

// Puts in part after part, and says so each time, until none is left.
const work = workerData as LoadWork
const engine = await openEngine({
  ownerUrl: work.ownerUrl,
  appUrl: work.appUrl,
  objects: crmObjects,
  actions: crmActions,
  choiceLists,
  connections: 1,
  background: false,
})
await putParts(engine, work, (counted) => parentPort?.postMessage(counted))
await engine.close()
