import { type Engine, openPastLoader } from '../../engine/index.ts'
import type { DemoCompany } from './company.ts'
import { demoCustomer } from './customer.ts'

export type LoadWork = {
  readonly ownerUrl: string
  readonly appUrl: string
  readonly workspaceId: string
  readonly batchId: string
  readonly company: DemoCompany
  readonly accountsPerPart: number
  /** The numbers of the parts that are not in yet. */
  readonly waiting: readonly number[]
  readonly shared: SharedWork
}

/** What all threads of a load see: how many of the waiting parts are taken, and whether to stop. */
export type SharedWork = Int32Array
const taken = 0
const stopped = 1

export function newSharedWork(): SharedWork {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
}

/** No thread begins another part; those on their way are finished. */
export function stopWork(shared: SharedWork): void {
  Atomics.store(shared, stopped, 1)
}

/** Takes part after part of what is waiting and puts it in, beside other threads that do the same. Tells how many customers each part held. */
export async function putParts(engine: Engine, work: LoadWork, onPut: (counted: number) => void): Promise<void> {
  const { ownerUrl, workspaceId, batchId, company, accountsPerPart, waiting, shared } = work
  const loader = await openPastLoader(engine, { ownerUrl, workspaceId, batchId, through: 'job' })
  try {
    for (;;) {
      const number = Atomics.load(shared, stopped) ? undefined : waiting[Atomics.add(shared, taken, 1)]
      if (number === undefined) return
      const from = number * accountsPerPart
      const counted = Math.min(accountsPerPart, company.accounts - from)
      const records = Array.from({ length: counted }, (_, index) => demoCustomer(company, from + index)).flat()
      await loader.put({ number, records, counted })
      onPut(counted)
    }
  } finally {
    await loader.close()
  }
}
