import { parentPort, workerData } from 'node:worker_threads'
import { openEngine, openPastLoader } from '../../engine/index.ts'
import { choiceLists, crmActions, crmObjects } from '../index.ts'
import type { DemoCompany } from './company.ts'
import { demoCustomer } from './customer.ts'

export type LoadWork = {
  readonly ownerUrl: string
  readonly appUrl: string
  readonly workspaceId: string
  readonly batchId: string
  readonly company: DemoCompany
  readonly accountsPerPart: number
}

const { ownerUrl, appUrl, workspaceId, batchId, company, accountsPerPart } = workerData as LoadWork

// Puts in the parts whose numbers it is sent, one after another, and says so each time; ends when it is sent null.
const engine = await openEngine({
  ownerUrl,
  appUrl,
  objects: crmObjects,
  actions: crmActions,
  choiceLists,
  connections: 1,
  background: false,
})
const loader = await openPastLoader(engine, { ownerUrl, workspaceId, batchId, through: 'job' })
let last = Promise.resolve()
parentPort?.on('message', (part: number | null) => {
  last = last.then(async () => {
    if (part === null) {
      await loader.close()
      await engine.close()
      parentPort?.close()
      return
    }
    const from = part * accountsPerPart
    const counted = Math.min(accountsPerPart, company.accounts - from)
    const records = Array.from({ length: counted }, (_, index) => demoCustomer(company, from + index)).flat()
    await loader.put({ number: part, records, counted })
    parentPort?.postMessage({ part, counted })
  })
  last.catch((error: unknown) => {
    // An error of a thread ends it and is told to the one that began it.
    setImmediate(() => {
      throw error
    })
  })
})
parentPort?.postMessage({ part: null, counted: 0 })
