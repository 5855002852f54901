import { idAt, type PastRecord } from '../../engine/index.ts'
import { type DemoCompany, day } from './company.ts'
import { atWork, instant, workingMoment } from './moments.ts'
import type { DemoOpportunity } from './opportunity.ts'
import type { Chance } from './random.ts'
import { touches } from './words.ts'

type Around = {
  account: string
  owner: string
  since: number
  contacts: readonly PastRecord[]
  opportunities: readonly DemoOpportunity[]
}

/** What was done with a customer, in the order of its making; the last may be still to come. */
export function demoActivities(company: DemoCompany, chance: Chance, around: Around): { records: PastRecord[]; nextAt: number | null } {
  const { now } = company
  const isRich = company.density === 'rich'
  const count = isRich ? 2 + chance.below(9) : chance.below(6)
  const done = Array.from({ length: count }, () => {
    // Touches thicken towards today, as a team's work with a customer does.
    const back = (now - around.since) * (1 - chance.fraction() ** 0.6)
    return touch(company, chance, around, workedAt(chance, now - back, around.since, now))
  })
  const nextAt = chance.happens(isRich ? 55 : 8) ? atWork(now + (1 + chance.below(14)) * day) : null
  const planned = nextAt !== null && nextAt > now ? [plan(company, chance, around, nextAt)] : []
  return { records: [...done, ...planned], nextAt: planned.length > 0 ? nextAt : null }
}

/** On that day, or the nearest working day on which the customer was there already. */
function workedAt(chance: Chance, moment: number, since: number, now: number): number {
  const day = atWork(moment)
  return day > since && day < now ? day : workingMoment(chance, since, Math.max(since, moment), now)
}

function touch(company: DemoCompany, chance: Chance, around: Around, at: number): PastRecord {
  const type = chance.pick(['call', 'call', 'visit', 'wechat', 'wechat', 'email', 'meeting', 'note'] as const)
  const content = chance.happens(40) ? chance.pick(touches.note) : null
  const plannedAt = atWork(at - (2 + chance.below(9)) * day)
  const wasPlanned = type !== 'note' && plannedAt > around.since && chance.happens(company.density === 'rich' ? 25 : 4)
  const subject = chance.pick(touches[type])
  const values = { type, subject, ...about(chance, around, wasPlanned ? plannedAt : at), owner: around.owner }
  if (!wasPlanned) {
    const change = { at: instant(at), by: around.owner, values: { ...values, status: 'done', occurAt: instant(at), content } }
    return { object: 'activity', id: idAt(at, chance.bytes(16)), changes: [change] }
  }
  const meant = instant(at + (chance.below(3) - 1) * day)
  return {
    object: 'activity',
    id: idAt(plannedAt, chance.bytes(16)),
    changes: [
      { at: instant(plannedAt), by: around.owner, values: { ...values, status: 'planned', occurAt: meant, dueAt: meant } },
      { at: instant(at), by: around.owner, values: { status: 'done', occurAt: instant(at), content } },
    ],
  }
}

function plan(company: DemoCompany, chance: Chance, around: Around, nextAt: number): PastRecord {
  const at = workingMoment(chance, Math.max(around.since, company.now - 12 * day), company.now, company.now)
  const due = instant(nextAt)
  const type = chance.pick(['task', 'visit', 'call'] as const)
  const values = {
    type,
    // Some customers are visited every month.
    ...(type === 'visit' && nextAt % (3 * day) < day ? { recurrence: 'FREQ=MONTHLY' } : {}),
    subject: chance.pick(touches.task),
    status: 'planned',
    ...about(chance, around, at),
    occurAt: due,
    dueAt: due,
    owner: around.owner,
  }
  return { object: 'activity', id: idAt(at, chance.bytes(16)), changes: [{ at: instant(at), by: around.owner, values }] }
}

/** With whom and about what: people and opportunities that were there at that moment. */
function about(chance: Chance, { account, contacts, opportunities }: Around, at: number) {
  const known = contacts.filter(({ changes }) => (changes[0]?.at ?? '') <= instant(at))
  const running = opportunities.filter(({ from, until }) => from <= at && (until === null || until >= at))
  const opportunity = running.length > 0 && chance.happens(60) ? chance.pick(running) : null
  return {
    account,
    contact: known.length > 0 ? chance.pick(known).id : null,
    regarding: opportunity ? { object: 'opportunity', id: opportunity.record.id } : { object: 'account', id: account },
  }
}
