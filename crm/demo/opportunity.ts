import { idAt, type PastChange, type PastRecord } from '../../engine/index.ts'
import { type DemoCompany, day } from './company.ts'
import { atWork, date, instant, workingMoment } from './moments.ts'
import type { Chance } from './random.ts'
import { products, touches } from './words.ts'

/** An opportunity on its way through the stages, and what the customer's own past has to know of it. */
export type DemoOpportunity = {
  readonly record: PastRecord
  readonly from: number
  readonly until: number | null
  readonly outcome: 'open' | 'won' | 'lost'
}

type Around = { account: string; contact: string | null; owner: string; since: number; number: string }

const lost = 6
const won = 5

/**
 * It begins at some moment after the customer came, goes from stage to stage at the pace of a hospital's purchasing, changes its amount and its
 * date on the way, and ends won or lost, or is where it has got to by now.
 */
export function demoOpportunity(company: DemoCompany, chance: Chance, around: Around): DemoOpportunity {
  const { now, stages } = company
  const from = workingMoment(chance, around.since, now, now)
  const product = chance.below(products.length)
  const [code, title, , , price] = products[product] ?? products[0]
  const count = 1 + chance.below(price > 100_000 ? 6 : 60)
  let amount = price * count
  let closes = from + (60 + chance.below(150)) * day
  let owner = around.owner
  const changes: PastChange[] = [
    {
      at: instant(from),
      by: owner,
      values: {
        number: around.number,
        name: `${code} ${title} ${count} 台`,
        account: around.account,
        contact: around.contact,
        pipeline: company.pipeline,
        stage: stages[0],
        product: company.products[product],
        amount: String(amount),
        closeDate: date(closes),
        startedOn: date(from),
        source: chance.pick(['referral', 'exhibition', 'website', 'partner', 'telemarketing'] as const),
        forecastCategory: 'pipeline',
        nextStep: chance.pick(touches.task),
        owner,
      },
    },
  ]
  const losesIn = chance.happens(42) ? chance.below(won) : null
  const stride = company.density === 'rich' ? 1 : 3
  let [stage, at] = [0, from]
  let outcome: DemoOpportunity['outcome'] = 'open'
  while (outcome === 'open') {
    const next = atWork(at + (6 + chance.below(38)) * day * stride)
    if (next >= now) break
    // Some come to rest where they are, until somebody gives them up.
    if (chance.happens(5)) {
      const given = atWork(at + (45 + chance.below(45)) * day)
      if (given >= now) break
      at = given
      outcome = 'lost'
      changes.push({ at: instant(at), by: owner, values: step() })
      break
    }
    at = Math.max(next, at + 60_000)
    if (losesIn !== null && stage + stride > losesIn) outcome = 'lost'
    else stage = Math.min(won, stage + stride)
    if (stage === won) outcome = 'won'
    if (outcome === 'open') {
      if (chance.happens(30)) amount = Math.max(1000, Math.round((amount * (85 + chance.below(30))) / 100_000) * 1000)
      if (closes < at) closes = at + (20 + chance.below(60)) * day
      if (chance.happens(4)) owner = chance.pick(company.owners)
    }
    changes.push({ at: instant(at), by: owner, values: step() })
  }
  if (outcome === 'open' && closes < now && at < now - 2 * day) {
    closes = now + (10 + chance.below(90)) * day
    changes.push({ at: instant(workingMoment(chance, at, now, now)), by: owner, values: { closeDate: date(closes) } })
  }
  return {
    record: { object: 'opportunity', id: idAt(from, chance.bytes(16)), changes },
    from,
    until: outcome === 'open' ? null : at,
    outcome,
  }

  function step(): PastChange['values'] {
    if (outcome === 'won') return { stage: stages[won], closeDate: date(at), forecastCategory: 'commit', nextStep: null }
    if (outcome === 'lost')
      return {
        stage: stages[lost],
        closeDate: date(at),
        lossReason: chance.pick(['price', 'competitor', 'no-budget', 'no-decision'] as const),
        forecastCategory: 'omitted',
        nextStep: null,
      }
    return {
      stage: stages[stage],
      amount: String(amount),
      closeDate: date(closes),
      forecastCategory: stage > 3 ? 'commit' : stage > 1 ? 'best-case' : 'pipeline',
      nextStep: chance.happens(75) ? chance.pick(touches.task) : null,
      owner,
    }
  }
}
