import { idAt, type PastChange, type PastRecord } from '../../engine/index.ts'
import { type DemoCompany, day, historyDays } from './company.ts'
import { atWork, instant, workingMoment } from './moments.ts'
import { type Chance, personName } from './random.ts'
import { cities, jobTitles, leadCompanies, leadIntents, stems } from './words.ts'

/** Now and then somebody asks who is not a customer yet: most are called, some turn out to be none. */
export function demoLead(company: DemoCompany, chance: Chance): PastRecord[] {
  const { now, density } = company
  if (!chance.happens(density === 'rich' ? 30 : 6)) return []
  const at = atWork(now - (2 + (historyDays - 2) * chance.fraction() ** 2) * day)
  const owner = chance.pick(company.owners)
  const [city, region] = chance.pick(cities)
  const values = {
    name: personName(chance),
    companyName: `${city}${chance.pick(stems)}${chance.pick(leadCompanies)}`,
    jobTitle: chance.pick(jobTitles),
    status: 'new',
    source: chance.pick(['website', 'exhibition', 'advertising', 'telemarketing'] as const),
    intent: chance.pick(leadIntents),
    mobile: `199 0000 ${String(chance.below(10_000)).padStart(4, '0')}`,
    industry: 'medical',
    region,
    owner,
  }
  const changes: PastChange[] = [{ at: instant(at), by: owner, values }]
  const called = workingMoment(chance, at, at + 6 * day, now)
  if (chance.happens(80)) changes.push({ at: instant(called), by: owner, values: { status: 'contacting' } })
  const judged = workingMoment(chance, called, called + 30 * day, now)
  if (changes.length > 1 && judged < now - day) {
    const isOne = chance.happens(45)
    changes.push({
      at: instant(judged),
      by: owner,
      values: isOne
        ? { status: 'qualified' }
        : { status: 'disqualified', disqualifiedReason: chance.pick(['unreachable', 'no-need', 'no-budget'] as const) },
    })
  }
  return [{ object: 'lead', id: idAt(at, chance.bytes(16)), changes }]
}
