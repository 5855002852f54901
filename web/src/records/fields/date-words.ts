import { parse as parseEnglish } from 'chrono-node/en'
import { parse as parseChinese } from 'chrono-node/zh/hans'
import { clockTime, type Reference, type TypedMoment, validDate } from './natural-date.ts'

/** Phrases of either language, 明天下午 3 点, next monday at 10: the whole text has to be one. */
export function readDateWords(input: string, { today, now = '09:00' }: Reference): TypedMoment | null {
  // The clock of the user as if it were this machine's: the parser reckons in the machine's zone, and some of its words in nothing else.
  // At noon, because shortly after midnight it takes "tomorrow" for the day that has just begun.
  const isByHours = /hour|min|小时|分钟/.test(input)
  const reference = new Date(`${today}T${isByHours ? now : '12:00'}:00`)
  const parse = /[\u4e00-\u9fff]/.test(input) ? parseChinese : parseEnglish
  const best = parse(input, reference, { forwardDate: true })[0]
  // A date inside a sentence is not a date: the whole text has to be one.
  if (!best || best.text.replaceAll(' ', '').length < input.replaceAll(' ', '').length) return null
  const { start } = best
  // 03-17 is shown without its year when it is this year's, so that is what it means when typed.
  const namesDayWithoutYear = start.isCertain('month') && start.isCertain('day') && !start.isCertain('year') && !start.isCertain('weekday')
  const year =
    namesDayWithoutYear && /\d\s*(月|\/|-)|[a-z]{3}.*\d|\d.*[a-z]{3}/.test(input) && !/^in |后|later|from now/.test(input)
      ? Number(today.slice(0, 4))
      : start.get('year')
  const date = validDate(year ?? 0, start.get('month') ?? 0, start.get('day') ?? 0)
  if (!date) return null
  if (!start.isCertain('hour')) return { date, time: null }
  return { date, time: clockTime(workingHour(start.get('hour') ?? 0, input), start.get('minute') ?? 0) }
}

/** 明天 3 点 means the afternoon: nobody visits a customer at three in the night, unless it says so. */
function workingHour(hour: number, input: string): number {
  const saysWhen = /上午|早|凌晨|清晨|下午|晚|中午|[ap]\.?m|\d:\d/.test(input)
  return !saysWhen && hour >= 1 && hour <= 6 ? hour + 12 : hour
}
