import { InvalidInputError } from '../../engine/index.ts'

/** A zone that this machine's tables know. */
export function demandTimeZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    throw new InvalidInputError('unknown_time_zone', { field: 'timeZone', value: zone.slice(0, 60) })
  }
}

export function demandCurrency(code: string): void {
  if (!Intl.supportedValuesOf('currency').includes(code))
    throw new InvalidInputError('unknown_currency', { field: 'currency', value: code.slice(0, 10) })
}
