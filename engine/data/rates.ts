import { dateIn } from '../clock.ts'
import type { Executor } from '../database.ts'
import { RuleError } from '../errors.ts'
import type { Reader } from '../query/reader.ts'
import { param, sql } from '../sql.ts'
import type { PreparedChange } from '../write/change.ts'
import { convert, fromUnits } from './decimal.ts'
import type { Rates } from './stored-value.ts'

/**
 * The rates that the changes need to store their money. The workspace's own currency needs none; others take the latest
 * rate known on the day of writing, from the `exchangeRate` object.
 */
export async function toCurrencyRates(executor: Executor, reader: Reader, changes: readonly PreparedChange[]): Promise<Rates> {
  const home = reader.model.workspace.currency
  const today = dateIn(reader.model.workspace.timeZone, reader.clock.now())
  const rates = new Map([[home, { rate: '1', date: today, base: (amount: string) => amount }]])
  const foreign = new Map<string, string>()
  for (const change of changes) {
    for (const [key, field] of change.model.fields) {
      const value = change.after[key]
      if (
        (field.kind === 'money' || field.result === 'money') &&
        typeof value === 'object' &&
        value !== null &&
        'currency' in value &&
        value.currency !== home
      )
        foreign.set(String(value.currency), key)
    }
  }
  if (foreign.size === 0) return rates
  const found = await executor.query<{ currency: string; rate: string; date: string }>(
    reader.workspaceId,
    sql`SELECT DISTINCT ON (currency) currency, rate::text AS rate, date::text AS date FROM exchange_rate
      WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND currency = ANY (${param([...foreign.keys()], 'text[]')}) AND date <= ${param(today, 'date')} AND deleted_at IS NULL ORDER BY currency, date DESC`,
  )
  for (const row of found) {
    const rate = fromUnits(row.rate, 8)
    rates.set(row.currency, { rate, date: row.date, base: (amount) => convert(amount, rate, home) })
  }
  for (const [currency, field] of foreign) if (!rates.has(currency)) throw new RuleError('no_exchange_rate', { field, currency, home })
  return rates
}
