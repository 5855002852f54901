import Big from 'big.js'
import { dateIn } from '../clock.ts'
import { type Canonical, type ReadingContext, readValue } from '../data/read-value.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { type ErrorParameters, GuanxiError } from '../errors.ts'
import { type DayOrder, normalEmail, parseDate, parseDecimal, parsePercent, parsePhone } from '../text/values.ts'
import { createMatcher, type Matcher } from './match-text.ts'
import type { ColumnPlan } from './plan.ts'
import { addressFrom } from './read-address.ts'
import { instantFrom, machineDay } from './read-instant.ts'

/** Why a cell is not taken, or is taken otherwise than it stands. `fix` is a value that would be. */
export type CellProblem = {
  code: string
  severity: 'error' | 'warning'
  parameters: ErrorParameters
  /** `reason`: read alike, such as 周雨彤 and 周雨桐. */
  fix?: { value: string; label: string; reason?: 'sound' }
}
export type CellReading = { value: Canonical | undefined; problem?: CellProblem }

export type CellContext = ReadingContext & {
  readonly timeZone: string
  readonly now: Date
  readonly locale: 'zh-CN' | 'en'
  choiceNames(list: string): Iterable<{ key: string; names: readonly string[] }>
  /** Regions by code, where a workspace knows them: the national list of divisions. */
  readonly regions: Matcher<string> | undefined
}

/** Reads the cells of one column. References are not read here: they are looked up, many at a time. */
export type CellReader = (text: string) => CellReading

const nothing = /^(?:null|\\n|#n\/a|nan)$/i
const nothingButForText = /^(?:-+|—+|n\/?a|none|无|暂无|空)$/i
const mostRemembered = 5_000

/** True when the cell holds nothing: blank, or what databases and spreadsheets write for it. */
export function isEmptyCell(text: string, field: FieldDefinition): boolean {
  const plain = text.trim()
  return plain === '' || nothing.test(plain) || (field.kind !== 'text' && field.kind !== 'longText' && nothingButForText.test(plain))
}

/** `order` says how 3/4/2026 is meant in this column, `decimals` how 1.234 is, `times` in what unit it counts, `zone` whose clock it shows. */
export type CellMeaning = Pick<ColumnPlan, 'order' | 'times' | 'decimals' | 'zone'>

/** How the cells of a column become values of a field. What repeats from row to row is read once. */
export function createCellReader(key: string, field: FieldDefinition, context: CellContext, meant: CellMeaning): CellReader {
  const read = readerOf(key, field, context, meant)
  const remembered = new Map<string, CellReading>()
  return (text) => {
    if (isEmptyCell(text, field)) return { value: null }
    const known = remembered.get(text)
    if (known !== undefined) return known
    const reading = checked(key, field, context, text, read(text.trim()))
    if (remembered.size < mostRemembered) remembered.set(text, reading)
    return reading
  }
}

type RawReading = { given: unknown; problem?: CellProblem } | { problem: CellProblem }

/** What was understood still has to be a value that the field takes: length, range, decimals. */
function checked(key: string, field: FieldDefinition, context: CellContext, text: string, reading: RawReading): CellReading {
  if (!('given' in reading)) return { value: undefined, problem: reading.problem }
  try {
    const value = readValue(key, field, reading.given, context)
    return reading.problem ? { value, problem: reading.problem } : { value }
  } catch (error) {
    if (!(error instanceof GuanxiError)) throw error
    return {
      value: undefined,
      problem: { code: error.code, severity: 'error', parameters: { ...error.parameters, text: shortened(text) } },
    }
  }
}

function readerOf(
  key: string,
  field: FieldDefinition,
  context: CellContext,
  { order, times, decimals, zone }: CellMeaning,
): (text: string) => RawReading {
  const point = (text: string) => (decimals === 'comma' ? pointed(text) : text)
  const today = dateIn(context.timeZone, context.now)
  switch (field.kind) {
    case 'number':
      return (text) => found(inUnits(point(text), times), 'cell_not_number', text)
    case 'percent':
      return (text) => found(parsePercent(point(text)), 'cell_not_number', text)
    case 'money':
      return (text) => readMoney(point(text), context.currency, times)
    case 'boolean':
      return (text) => found(truth.get(text.normalize('NFKC').toLowerCase()) ?? null, 'cell_not_yes_or_no', text)
    case 'date':
      return (text) => readDay(text, today, order, context.timeZone)
    case 'dateTime':
      return (text) =>
        found(
          instantFrom(text, { today, order, timeZone: zone ?? context.timeZone }),
          ambiguous(text, today, order) ? 'cell_date_ambiguous' : 'cell_not_date',
          text,
        )
    case 'choice':
      return choiceReader(field, context)
    case 'multiChoice':
      return choicesReader(field, context)
    case 'phone':
      return readPhone
    case 'address':
      return (text) => ({ given: writtenAddress(text) ?? addressFrom(text) })
    case 'region':
      return regionReader(context)
    case 'email':
      return readEmail
    case 'url':
      return (text) => ({ given: linkIn(text) })
    case 'text':
    case 'longText':
    case 'richText':
      return (text) => ({ given: text })
    default:
      return () => ({ problem: { code: 'column_not_importable', severity: 'error', parameters: { field: key } } })
  }
}

/** The parts of an address as an export writes them for programs: {"region":"3205","street":"人民路1号"}. */
function writtenAddress(text: string): object | null {
  if (!text.startsWith('{')) return null
  try {
    const parts: unknown = JSON.parse(text)
    return typeof parts === 'object' && parts !== null && Object.values(parts).every((part) => typeof part === 'string') ? parts : null
  } catch {
    // No parts then, but a street that begins oddly.
    return null
  }
}

function found(given: unknown, code: string, text: string): RawReading {
  return given === null ? wrong(code, text) : { given: typeof given === 'string' || typeof given === 'boolean' ? given : String(given) }
}

function wrong(code: string, text: string, parameters: ErrorParameters = {}): RawReading {
  return { problem: { code, severity: 'error', parameters: { text: shortened(text), ...parameters } } }
}

export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

const truth = new Map<string, boolean>([
  ...['是', '有', '对', '真', '√', '✓', '✔', 'yes', 'y', 'true', 't', '1', 'on', 'x'].map((text) => [text, true] as const),
  ...['否', '无', '错', '假', '×', '✗', 'no', 'n', 'false', 'f', '0', 'off'].map((text) => [text, false] as const),
])

const currencies: readonly [RegExp, string][] = [
  [/usd|us\$|美元/i, 'USD'],
  [/hkd|hk\$|港[元币]/i, 'HKD'],
  [/twd|nt\$|新台币/i, 'TWD'],
  [/eur|€|欧元/i, 'EUR'],
  [/gbp|£|英镑/i, 'GBP'],
  [/jpy|日元|円/i, 'JPY'],
  [/cny|rmb|人民币/i, 'CNY'],
]

/** A cell that names its own unit, 1.2亿, means just that. */
function inUnits(text: string, times: string | undefined): string | null {
  const number = parseDecimal(text)
  return number === null || times === undefined || /[千万萬亿億%]/.test(text) ? number : new Big(number).times(times).toFixed()
}

const knownCurrencies = new Set(Intl.supportedValuesOf('currency'))

/** 1234.5 AUD: the code of the currency before or behind the amount. */
function currencyCode(text: string): string | null {
  const [, before, behind] = /^([A-Z]{3})\s|\s([A-Z]{3})$/.exec(text) ?? []
  const code = before ?? behind
  return code !== undefined && knownCurrencies.has(code) ? code : null
}

function readMoney(text: string, currency: string, times: string | undefined): RawReading {
  const plain = text.normalize('NFKC').trim()
  const code = currencyCode(plain)
  const amount = inUnits(code === null ? plain : plain.replace(code, ''), times)
  if (amount === null) return wrong('cell_not_number', text)
  const named = code ?? currencies.find(([pattern]) => pattern.test(plain))?.[1]
  return { given: { amount, currency: named ?? currency } }
}

/** 1.234,50 with the point where the engine has it. */
function pointed(text: string): string {
  return /^\D*\d{1,3}(?:\.\d{3})*(?:,\d+)?\D*$/.test(text) ? text.replaceAll('.', '').replace(',', '.') : text
}

/** Several addresses in one cell: the first is the one to write to, and that is said. */
function readEmail(text: string): RawReading {
  if (normalEmail(text) !== null) return { given: text }
  const first = text
    .split(/[\s,;|/，；、]+/)
    .filter((part) => part !== '')
    .find((part) => normalEmail(part) !== null)
  return first === undefined || !/[\s,;|/，；、]/.test(text)
    ? { given: text }
    : { given: first, problem: { code: 'cell_read_as', severity: 'warning', parameters: { text: shortened(text), meant: first } } }
}

/** Databases of old write a link as its words, #, and its address. */
function linkIn(text: string): string {
  return /#(https?:\/\/[^#\s]+)#?/.exec(text)?.[1] ?? text
}

function readDay(text: string, today: string, order: DayOrder | undefined, timeZone: string): RawReading {
  const date = parseDate(text, { today, order }) ?? machineDay(text, timeZone)
  return date === null ? wrong(ambiguous(text, today, order) ? 'cell_date_ambiguous' : 'cell_not_date', text) : { given: date }
}

function ambiguous(text: string, today: string, order: DayOrder | undefined): boolean {
  return (
    order === undefined &&
    parseDate(text, { today, order: 'day-first' }) !== null &&
    parseDate(text, { today, order: 'month-first' }) !== null
  )
}

/** A number that nobody can dial is kept as it stands and said: a customer is worth more than a typing error in the phone. */
function readPhone(written: string): RawReading {
  const text = undamaged(written)
  if (parsePhone(text, 'CN').e164 !== null) return { given: text }
  const parts = text.split(/[,;，；、/\n]+/)
  if (parts.length > 1 && parts.every((part) => parsePhone(part, 'CN').e164 !== null)) return { given: text }
  return { given: text, problem: { code: 'cell_phone_odd', severity: 'warning', parameters: { text: shortened(text) } } }
}

/** A number that a spreadsheet took for one: 13812345678.0, 1.3812345678E+10. Where digits are lost, it stays as it is. */
function undamaged(text: string): string {
  if (/^\d{7,15}\.0+$/.test(text)) return text.replace(/\.0+$/, '')
  const [, whole = '', decimals = '', power = ''] = /^(\d)\.(\d+)E\+?(\d{1,2})$/i.exec(text) ?? []
  return decimals !== '' && decimals.length >= Number(power) - 1 ? (whole + decimals).padEnd(Number(power) + 1, '0') : text
}

function choiceReader(field: FieldDefinition, context: CellContext): (text: string) => RawReading {
  const matcher = choiceMatcher(field, context)
  return (text) => {
    const match = matcher.match(text)
    if (match === null) return unknownChoice(text, matcher)
    if (match.how === 'same') return { given: match.value }
    return {
      given: match.value,
      problem: { code: 'cell_read_as', severity: 'warning', parameters: { text: shortened(text), meant: match.name } },
    }
  }
}

function choicesReader(field: FieldDefinition, context: CellContext): (text: string) => RawReading {
  const matcher = choiceMatcher(field, context)
  return (text) => {
    const parts = text
      .split(/[,;|，；、\n]+/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
    const matches = parts.map((part) => matcher.match(part))
    const unknown = parts.find((_, index) => matches[index] === null)
    return unknown === undefined ? { given: matches.map((match) => match?.value) } : unknownChoice(unknown, matcher)
  }
}

export function choiceMatcher(field: FieldDefinition, context: CellContext): Matcher<string> {
  const names = context.choiceNames(field.list ?? '')
  // Told by its label, where the key is written the same but for its case.
  return createMatcher([...names].map(({ key, names: labels }) => ({ value: key, names: [...labels, key] })))
}

function unknownChoice(text: string, matcher: Matcher<string>): RawReading {
  const nearest = matcher.nearest(text)
  return {
    problem: {
      code: 'cell_not_in_list',
      severity: 'error',
      parameters: { text: shortened(text) },
      ...(nearest === null ? {} : { fix: { value: nearest.value, label: nearest.name } }),
    },
  }
}

function regionReader(context: CellContext): (text: string) => RawReading {
  return (text) => {
    if (/^\d{2,12}$/.test(text)) return { given: text }
    const match = context.regions?.match(text)
    return match ? { given: match.value } : wrong('cell_region_unknown', text)
  }
}
