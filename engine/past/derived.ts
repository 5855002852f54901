import { addAmounts } from '../data/decimal.ts'
import type { Canonical } from '../data/read-value.ts'
import type { Rates } from '../data/stored-value.ts'
import type { Reader } from '../query/reader.ts'
import { contribution } from '../rollups/contribution.ts'
import { type FedRollUp, fedBy } from '../rollups/fed.ts'
import type { PreparedChange } from '../write/change.ts'

/** The figures that these records, as they stand in the end, keep of each other: `account 0190…` → `{ openTasks: 2 }`. */
export function derivedFigures(reader: Reader, latest: readonly PreparedChange[], rates: Rates): Map<string, Record<string, Canonical>> {
  const figures = new Map<string, Record<string, Canonical>>()
  const definitions = [...reader.objects()].map(({ definition }) => definition)
  for (const { model, after } of latest) {
    for (const fed of fedBy(model.definition, definitions)) {
      const added = contribution(fed, after)
      if (!added) continue
      const place = `${fed.into.key} ${added.target}`
      const own = figures.get(place) ?? {}
      figures.set(place, { ...own, [fed.key]: joined(fed, own[fed.key], added.value, { rates, home: reader.model.workspace.currency }) })
    }
  }
  return figures
}

function joined(
  { field, rollUp }: FedRollUp,
  stands: Canonical | undefined,
  value: Canonical,
  { rates, home }: { rates: Rates; home: string },
): Canonical {
  if (rollUp.take === 'count') return Number(stands ?? 0) + 1
  if (rollUp.take === 'sum') {
    if (field.kind !== 'money') return Number(stands ?? 0) + Number(value)
    const { amount, currency } = value as { amount: string; currency: string }
    const before = (stands as { amount: string } | undefined)?.amount ?? '0'
    return { amount: addAmounts(before, rates.get(currency)?.base(amount) ?? amount), currency: home }
  }
  if (stands === undefined || stands === null) return value
  const isLess = typeof value === 'number' ? value < Number(stands) : String(value) < String(stands)
  return isLess === (rollUp.take === 'min') ? value : stands
}
