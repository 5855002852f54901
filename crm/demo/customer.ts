import { type Chance, chanceFrom } from './random.ts'
import { campuses, cities, departments, givenNames, hospitalKinds, jobTitles, products, stems, surnames, touches } from './words.ts'

const day = 86_400_000
const historyDays = 730

export type DemoContact = { name: string; jobTitle: string; department: string; decisionRole: string; mobile: string }
export type DemoOpportunity = {
  name: string
  product: number
  stage: number
  amount: number
  startedOn: string
  closeDate: string
  nextStep: string | null
  lossReason: string | null
}
export type DemoActivity = {
  type: keyof typeof touches
  subject: string
  at: string
  status: 'done' | 'planned'
  contact: number
  content: string | null
}
export type DemoCustomer = {
  name: string
  shortName: string
  region: string
  phone: string
  level: string
  status: string
  description: string
  employees: number
  annualRevenue: number
  owner: number
  nextActivityAt: string | null
  contacts: DemoContact[]
  opportunities: DemoOpportunity[]
  activities: DemoActivity[]
}

const places = cities.length * stems.length * hospitalKinds.length
/** A prime that shares no factor with the number of places: steps through all of them once before any comes again. */
const stride = 48_611

/**
 * The customer with this number, the same for the same seed, whatever else is made: a hospital with its people, its opportunities and two years of
 * touches up to `now`.
 */
export function demoCustomer(index: number, options: { seed: number; now: Date; owners: number }): DemoCustomer {
  const chance = chanceFrom(options.seed * 1_000_003 + index)
  const place = ((index % places) * stride + options.seed) % places
  const [city, region, areaCode] = at(cities, place)
  const stem = at(stems, Math.floor(place / cities.length))
  const [kind, description] = at(hospitalKinds, Math.floor(place / cities.length / stems.length))
  const campus = at(campuses, Math.floor(index / places))
  const name = `${city}${stem}${kind}${campus ? `（${campus}）` : ''}`
  const contacts = Array.from({ length: 1 + chance.below(4) }, (_, position) => contact(chance, position))
  const opportunities = Array.from({ length: chance.below(4) }, () => opportunity(chance, options.now))
  const activities = history(chance, options.now, contacts.length)
  const isWon = opportunities.some(({ stage }) => stage === 5)
  const planned = activities.find(({ status }) => status === 'planned')
  return {
    name,
    shortName: `${city}${stem}`,
    region,
    phone: `${areaCode}-5550 ${String(1000 + chance.below(9000))}`,
    level: chance.pick(['vip', 'a', 'a', 'b', 'b', 'b', 'c', 'c']),
    status: isWon ? 'won' : opportunities.length > 0 ? 'active' : 'potential',
    description: `${description} · ${300 + chance.below(18) * 100} 床`,
    employees: 200 + chance.below(3000),
    annualRevenue: (80 + chance.below(2400)) * 1_000_000,
    owner: chance.below(options.owners),
    nextActivityAt: planned?.at ?? null,
    contacts,
    opportunities,
    activities,
  }
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length]
  if (found === undefined) throw new Error('An empty list of words')
  return found
}

function contact(chance: Chance, position: number): DemoContact {
  const roles = ['decider', 'influencer', 'user', 'handler']
  return {
    name: `${chance.pick(surnames)}${chance.pick(givenNames)}`,
    jobTitle: chance.pick(jobTitles),
    department: chance.pick(departments),
    decisionRole: at(roles, position),
    mobile: `199 0000 ${String(chance.below(10_000)).padStart(4, '0')}`,
  }
}

function opportunity(chance: Chance, now: Date): DemoOpportunity {
  const product = chance.below(products.length)
  const [code, title, , , price] = at(products, product)
  const count = 1 + chance.below(price > 100_000 ? 6 : 60)
  const age = chance.below(historyDays)
  const startedOn = date(now, -age)
  const isOld = age > 150
  const stage = isOld ? (chance.happens(60) ? 5 : 6) : chance.below(5)
  const closeDays = isOld ? -chance.below(Math.max(1, age - 60)) : 10 + chance.below(120)
  return {
    name: `${code} ${title} ${count} 台`,
    product,
    stage,
    amount: price * count,
    startedOn,
    closeDate: date(now, closeDays),
    nextStep: stage < 5 && chance.happens(75) ? chance.pick(touches.task) : null,
    lossReason: stage === 6 ? chance.pick(['price', 'competitor', 'no-budget', 'no-decision']) : null,
  }
}

function history(chance: Chance, now: Date, contacts: number): DemoActivity[] {
  const past = Array.from({ length: 2 + chance.below(9) }, (): DemoActivity => {
    const type = chance.pick(['call', 'call', 'visit', 'visit', 'meeting', 'note'] as const)
    // Touches thicken towards today, as a team's work with a customer does.
    const days = Math.floor(historyDays * (chance.below(1000) / 1000) ** 2)
    const moment = workingMoment(chance, now, -days)
    const at = moment <= now.toISOString() ? moment : workingMoment(chance, now, -days - 1)
    return {
      type,
      subject: chance.pick(touches[type]),
      at,
      status: 'done',
      contact: chance.below(contacts),
      content: chance.happens(40) ? chance.pick(touches.note) : null,
    }
  })
  const next: DemoActivity[] = chance.happens(55)
    ? [
        {
          type: chance.pick(['task', 'visit', 'call'] as const),
          subject: chance.pick(touches.task),
          at: workingMoment(chance, now, 1 + chance.below(14)),
          status: 'planned',
          contact: chance.below(contacts),
          content: null,
        },
      ]
    : []
  return [...past, ...next]
}

/** Between nine and six, China's time. */
function workingMoment(chance: Chance, now: Date, days: number): string {
  const hours = 1 + chance.below(9)
  return `${date(now, days)}T${String(hours).padStart(2, '0')}:${String(chance.below(12) * 5).padStart(2, '0')}:00.000Z`
}

function date(now: Date, days: number): string {
  return new Date(now.getTime() + days * day).toISOString().slice(0, 10)
}
