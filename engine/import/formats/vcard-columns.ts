import ICAL from 'ical.js'
import type { Card, CardLine } from './vcard-cards.ts'

/** The columns of an address book in the order in which they are shown; a second telephone is `Mobile 2`. */
export const cardColumns: readonly string[] = [
  'Full name',
  'Last name',
  'First name',
  'Middle name',
  'Name prefix',
  'Name suffix',
  'Nickname',
  'Organisation',
  'Department',
  'Job title',
  'Role',
  'Mobile',
  'Phone',
  'Phone (work)',
  'Phone (home)',
  'Fax',
  'Pager',
  'E-mail',
  'Street',
  'City',
  'Region',
  'Postal code',
  'Country',
  'Address',
  'Website',
  'Birthday',
  'Anniversary',
  'Gender',
  'Note',
  'Categories',
  'UID',
]

/** Pictures, keys and what programs note for themselves. */
const unused =
  /^(?:PHOTO|LOGO|SOUND|KEY|VERSION|PRODID|REV|SOURCE|CLASS|MAILER|AGENT|PROFILE|NAME|SORT-STRING|CLIENTPIDMAP|XML|TZ|GEO|X-AB.*|X-MS-OL-.*|X-MS-CARDPICTURE|X-EVOLUTION-FILE-AS|X-IRMC-N|X-CLASS|X-REDUCTION|X-NO|X-DCM-.*)$/

type Property = { name: string; types: string[]; values: (string | string[])[] }

/** What one card fills the columns with, by the names of the columns. */
export function cardValues(card: Card): Map<string, string> {
  const values = new Map<string, string>()
  const properties = card.lines.flatMap((line) => readProperty(line, card.version) ?? [])
  // What is marked as preferred comes first.
  properties.sort((one, other) => Number(other.types.includes('PREF')) - Number(one.types.includes('PREF')))
  const hasAddress = properties.some(({ name, values: [address] }) => name === 'ADR' && parts(address).some((part) => part !== ''))
  for (const property of properties) takeProperty(property, values, hasAddress)
  fillFullName(values)
  return values
}

function readProperty({ name, parameters, value }: CardLine, version: string): Property | null {
  if (unused.test(name)) return null
  const types = parameters
    .filter(([key]) => key === 'TYPE' || key === 'PREF')
    .flatMap(([key, text]) => (key === 'PREF' ? ['PREF'] : text.replaceAll('"', '').split(',')))
    .map((type) => type.trim().toUpperCase())
  try {
    const property = ICAL.Property.fromString(`${name}:${value}`, version.startsWith('4') ? ICAL.design.vcard : ICAL.design.vcard3)
    const [, , , ...values] = property.toJSON()
    return {
      name,
      types,
      values: values.map((one: unknown) => (Array.isArray(one) ? one.map((part) => parts(part).join(' ')) : String(one))),
    }
  } catch {
    // A date that is none, for example: the words are kept as they stand.
    return { name, types, values: [unescaped(value)] }
  }
}

function unescaped(text: string): string {
  return text.replace(/\\n/gi, '\n').replace(/\\(.)/g, '$1')
}

function parts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map((part) => String(part ?? '').trim())
}

type Put = (column: string, value: string | undefined) => void
type Taker = (given: { text: string; texts: string[]; types: string[]; raw: string }, put: Put) => void

const plain =
  (column: string): Taker =>
  ({ text }, put) =>
    put(column, text)

const nameParts = ['Last name', 'First name', 'Middle name', 'Name prefix', 'Name suffix']
const joined = (texts: readonly string[], separator: string) => texts.filter((part) => part !== '').join(separator)
const day: (column: string) => Taker = (column) => (given, put) => put(column, given.text.replace(/T.*$/, ''))

/** What each property fills; others keep their own name. */
const takers: Readonly<Record<string, Taker>> = {
  FN: plain('Full name'),
  N: ({ texts }, put) => {
    for (const [index, column] of nameParts.entries()) put(column, texts[index])
  },
  ORG: ({ texts }, put) => {
    put('Organisation', texts[0])
    put('Department', joined(texts.slice(1), ' / '))
  },
  TEL: ({ text, types }, put) => put(phoneColumn(types), text.replace(/^tel:/i, '').replace(/;ext=/i, ' ext. ')),
  EMAIL: ({ text }, put) => put('E-mail', /<([^<>\s]+@[^<>\s]+)>/.exec(text)?.[1] ?? text.replace(/^mailto:/i, '')),
  // A birthday of which the year is not told is no date.
  BDAY: (given, put) => (given.text.startsWith('--') ? put('Birthday (no year)', given.text.slice(2)) : day('Birthday')(given, put)),
  ANNIVERSARY: day('Anniversary'),
  'X-ANNIVERSARY': day('Anniversary'),
  URL: ({ text }, put) => put('Website', text.replaceAll('\\:', ':')),
  NOTE: ({ raw }, put) => put('Note', raw),
  UID: plain('UID'),
  NICKNAME: plain('Nickname'),
  CATEGORIES: plain('Categories'),
  TITLE: plain('Job title'),
  ROLE: plain('Role'),
  GENDER: plain('Gender'),
  'X-GENDER': plain('Gender'),
  'X-DEPARTMENT': plain('Department'),
}

function takeProperty({ name, types, values: given }: Property, values: Map<string, string>, hasAddress: boolean): void {
  const texts = parts(given[0])
  const text = joined(parts(given.flat()), ', ')
  const put: Put = (column, value) => putValue(values, column, value)
  if (name === 'ADR') takeAddress(texts, values)
  else if (name !== 'LABEL') (takers[name] ?? plain(name))({ text, texts, types, raw: String(given[0] ?? '') }, put)
  else if (!hasAddress) put('Address', text)
}

/** The same value twice is one; another one gets a column of its own. */
function putValue(values: Map<string, string>, column: string, value: string | undefined): void {
  const text = value?.trim() ?? ''
  if (text === '') return
  for (let number = 1; number <= mostOfAKind; number++) {
    const name = number === 1 ? column : `${column} ${number}`
    const there = values.get(name)
    if (there === text) return
    if (there !== undefined) continue
    values.set(name, text)
    return
  }
}

const mostOfAKind = 9

function phoneColumn(types: readonly string[]): string {
  const has = (...names: string[]) => types.some((type) => names.includes(type.replace(/\d+$/, '')))
  if (types.some((type) => type.includes('FAX'))) return 'Fax'
  if (has('CELL', 'MOBILE', 'IPHONE')) return 'Mobile'
  if (has('PAGER')) return 'Pager'
  if (has('ASSISTANT', 'CAR', 'VIDEO')) return `Phone (${types.find((type) => /^(?:ASSISTANT|CAR|VIDEO)/.test(type))?.toLowerCase()})`
  if (has('WORK')) return 'Phone (work)'
  return has('HOME') ? 'Phone (home)' : 'Phone'
}

/** The parts of one address stay together: all of the second one are numbered 2. */
function takeAddress([box, extension, street, city, region, code, country]: string[], values: Map<string, string>): void {
  const columns: [string, string | undefined][] = [
    ['Street', [box, extension, street].filter((part) => part).join(', ')],
    ['City', city],
    ['Region', region],
    ['Postal code', code],
    ['Country', country],
  ]
  const named = columns.flatMap(([column, text]) => (text ? [[column, text] as const] : []))
  if (named.length === 0) return
  for (let number = 1; number <= mostOfAKind; number++) {
    const name = (column: string) => (number === 1 ? column : `${column} ${number}`)
    if (columns.some(([column]) => values.has(name(column)))) continue
    for (const [column, text] of named) values.set(name(column), text)
    return
  }
}

/** A card without a full name is called by its parts: the family name first where it is written in Chinese. */
function fillFullName(values: Map<string, string>): void {
  if (values.has('Full name')) return
  const last = values.get('Last name') ?? ''
  const first = values.get('First name') ?? ''
  const isChinese = /^[\p{Script=Han}·]+$/u.test(last + first)
  const name = isChinese ? last + first : [first, values.get('Middle name') ?? '', last].filter((part) => part !== '').join(' ')
  if (name !== '') values.set('Full name', name)
}
