import { type JobDefinition, writePast } from '../../engine/index.ts'
import type { DemoCompany } from './company.ts'
import { demoCustomer } from './customer.ts'
import { type DemoRequest, organise, seededOf } from './organise.ts'

const accountsPerStep = 25

/**
 * Fills a workspace with the demo company, down the one write path, as one change: a distributor of medical devices, its people, its customers and
 * two years with them. Goes on where it broke off, and is taken back as a whole.
 */
export const demoJob: JobDefinition = {
  kind: 'demo',
  title: { zh: '载入示例数据', en: 'Load sample data' },
  class: 'bulk',
  originals: 'history',
  async run(context, batch, tools) {
    let company = batch.checkpoint?.company as DemoCompany | undefined
    let done = batch.done
    if (!company) {
      const seeded = await seededOf(context)
      const goOn = await tools.step(async (inside) => {
        company = await organise(inside, batch.input as DemoRequest, seeded)
        return { done: 0, total: company.accounts, checkpoint: { company } }
      })
      if (!goOn) return
    }
    for (let goOn = true; company && goOn && done < company.accounts; ) {
      const made: DemoCompany = company
      goOn = await tools.step(async (inside) => {
        const count = Math.min(accountsPerStep, made.accounts - done)
        await writePast(inside, Array.from({ length: count }, (_, index) => demoCustomer(made, done + index)).flat())
        done += count
        return { done, checkpoint: { company: made } }
      })
    }
  },
}
