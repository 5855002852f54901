import { readFileSync } from 'node:fs'
import type { Label } from '../../engine/index.ts'

/** A day off by the State Council's notice, or one that is worked in its stead (调休). */
export type NamedDay = { readonly date: string; readonly isWorkday: boolean; readonly name: Label }

/** The years of which the notices are out. */
export function holidaysOfChina(): NamedDay[] {
  return readFileSync(new URL('base-data/holidays.csv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [date = '', kind = '', zh = '', en = ''] = line.split(',')
      return { date, isWorkday: kind === 'work', name: { zh, en } }
    })
}
