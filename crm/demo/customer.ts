import { idAt, type PastChange, type PastRecord } from '../../engine/index.ts'
import { demoActivities } from './activities.ts'
import { type DemoCompany, day, historyDays, mostOpportunities } from './company.ts'
import { demoLead } from './lead.ts'
import { atWork, instant, workingMoment } from './moments.ts'
import { type DemoOpportunity, demoOpportunity } from './opportunity.ts'
import { type Chance, chanceFrom, personName } from './random.ts'
import { campuses, cities, departments, hospitalKinds, jobTitles, stems } from './words.ts'

const places = cities.length * stems.length * hospitalKinds.length
/** A prime that shares no factor with the number of places: steps through all of them once before any comes again. */
const stride = 48_611

/**
 * The customer with this number and all that belongs to it, the same for the same company, whatever else is made: a hospital with its people, its
 * opportunities and what was done with it from the day it came. Whatever points at another record comes after it.
 */
export function demoCustomer(company: DemoCompany, index: number): PastRecord[] {
  const chance = chanceFrom(company.seed * 1_000_003 + index)
  // In the order of their numbers, evenly over the two years.
  const since = atWork(company.now - (historyDays - (historyDays - 2) * ((index + chance.fraction()) / company.accounts)) * day)
  const owner = chance.pick(company.owners)
  const account = idAt(since, chance.bytes(16))
  const contacts = Array.from({ length: howMany(company, chance, 'contacts') }, (_, position) =>
    contact(company, chance, { account, owner, since, position }),
  )
  const opportunities = Array.from({ length: howMany(company, chance, 'opportunities') }, (_, place) =>
    demoOpportunity(company, chance, {
      account,
      contact: contacts[0]?.id ?? null,
      owner,
      since,
      number: numberOf('OP-', company.firstNumbers.opportunity + index * mostOpportunities + place),
    }),
  )
  const { records: activities, nextAt } = demoActivities(company, chance, { account, owner, since, contacts, opportunities })
  const values = {
    ...hospital(company, chance, index),
    number: numberOf('C-', company.firstNumbers.account + index),
    status: 'potential',
    owner,
  }
  const changes = [
    { at: instant(since), by: owner, values },
    ...becoming(opportunities, owner),
    ...(nextAt === null ? [] : [{ at: instant(company.now - 60_000), by: owner, values: { nextActivityAt: instant(nextAt) } }]),
  ]
  return [
    { object: 'account', id: account, changes },
    ...contacts,
    ...opportunities.map(({ record }) => record),
    ...activities,
    ...demoLead(company, chance),
  ]
}

/** Small companies know their customers well; a long list is mostly names. */
function howMany({ density }: DemoCompany, chance: Chance, what: 'contacts' | 'opportunities'): number {
  if (density === 'rich') return what === 'contacts' ? 1 + chance.below(4) : chance.below(mostOpportunities + 1)
  if (what === 'contacts') return chance.happens(42) ? 1 + (chance.happens(20) ? 1 : 0) : 0
  return chance.happens(60) ? 1 + chance.below(2) + (chance.happens(20) ? 1 : 0) : 0
}

function numberOf(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(6, '0')}`
}

function hospital(company: DemoCompany, chance: Chance, index: number) {
  const place = ((index % places) * stride + company.seed) % places
  const [city, region, areaCode] = at(cities, place)
  const stem = at(stems, Math.floor(place / cities.length))
  const [kind, description] = at(hospitalKinds, Math.floor(place / cities.length / stems.length))
  const campus = at(campuses, Math.floor(index / places))
  return {
    name: `${city}${stem}${kind}${campus ? `（${campus}）` : ''}`,
    shortName: `${city}${stem}`,
    region,
    phone: `${areaCode}-5550 ${String(1000 + chance.below(9000))}`,
    level: chance.pick(['vip', 'a', 'a', 'b', 'b', 'b', 'c', 'c'] as const),
    industry: 'medical',
    type: 'public-institution',
    source: chance.pick(['referral', 'exhibition', 'telemarketing', 'partner', 'website'] as const),
    employees: 200 + chance.below(3000),
    annualRevenue: String((80 + chance.below(2400)) * 1_000_000),
    description: `${description} · ${300 + chance.below(18) * 100} 床`,
    tags: chance.happens(25) ? [chance.pick(company.tags)] : [],
  }
}

/** A potential customer becomes an interested one with the first opportunity, and a customer when one is won. */
function becoming(opportunities: readonly DemoOpportunity[], owner: string): PastChange[] {
  const first = Math.min(...opportunities.map(({ from }) => from))
  const won = Math.min(...opportunities.flatMap(({ outcome, until }) => (outcome === 'won' && until !== null ? [until] : [])))
  return [
    ...(Number.isFinite(first) ? [{ at: instant(first), by: owner, values: { status: 'active' } }] : []),
    ...(Number.isFinite(won) ? [{ at: instant(won), by: owner, values: { status: 'won' } }] : []),
  ]
}

type Around = { account: string; owner: string; since: number; position: number }

function contact(company: DemoCompany, chance: Chance, { account, owner, since, position }: Around): PastRecord {
  const roles = ['decider', 'influencer', 'user', 'handler'] as const
  // The first person is known from the beginning.
  const at = workingMoment(chance, since, position === 0 ? since : since + (company.now - since) / 2, company.now)
  const values = {
    name: personName(chance),
    jobTitle: chance.pick(jobTitles),
    department: chance.pick(departments),
    decisionRole: roles[position % roles.length],
    mobile: `199 0000 ${String(chance.below(10_000)).padStart(4, '0')}`,
    account,
    owner,
  }
  return { object: 'contact', id: idAt(at, chance.bytes(16)), changes: [{ at: instant(at), by: owner, values }] }
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length]
  if (found === undefined) throw new Error('An empty list of words')
  return found
}
