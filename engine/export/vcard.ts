import { Transform } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import type { CardRule } from '../declare/object.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import type { Reader } from '../query/reader.ts'

// Business cards as RFC 6350 has them: version 4.0, lines of 75 bytes, UTF-8 without a mark.

export type CardWords = {
  readonly model: ObjectModel
  readonly card: CardRule
  /** 江苏 苏州, by code. */
  readonly regionNames: ReadonlyMap<string, string>
  choiceLabel(list: string, key: string): string
}

type CardRecord = Readonly<Record<string, unknown>> & { id: string; masked?: readonly string[] }

export function cardWords(reader: Reader, model: ObjectModel, card: CardRule, regionNames: ReadonlyMap<string, string>): CardWords {
  const english = reader.principal.locale === 'en'
  return {
    model,
    card,
    regionNames,
    choiceLabel(list, key) {
      const label = reader.model.choices.get(list)?.find((choice) => choice.key === key)?.label
      return label ? (english ? label.en : label.zh) : key
    },
  }
}

/** The fields that a card is made of. */
export function cardFields({ definition }: ObjectModel, card: CardRule): string[] {
  return [...new Set([definition.title, ...card.properties.flatMap(({ fields }) => fields), 'changedAt'])]
}

/** From the lines of a COPY, each the JSON of a record, to cards. */
export function cardStream(words: CardWords): Transform {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const lines = (rest + decoder.write(chunk)).split('\n')
      rest = lines.pop() ?? ''
      // COPY doubles backslashes, and JSON holds nothing else that it would change.
      done(null, lines.map((line) => cardOf(JSON.parse(line.replaceAll('\\\\', '\\')) as CardRecord, words)).join(''))
    },
  })
}

/** One card. What the reader sees masked is left out: half a telephone number reaches nobody. */
export function cardOf(record: CardRecord, words: CardWords): string {
  const { model, card } = words
  const { title } = model.definition
  const name = textOf(record[title])
  const lines = ['BEGIN:VCARD', 'VERSION:4.0', 'PRODID:-//Guanxi//EN', `KIND:${card.kind}`, `UID:urn:uuid:${record.id}`]
  lines.push(`FN:${escaped(name)}`)
  lines.push(card.kind === 'individual' ? `N:${personName(name).map(escaped).join(';')};;;` : `ORG:${escaped(name)}`)
  for (const property of card.properties) {
    const values = property.fields.map((key) => (record.masked?.includes(key) ? null : (record[key] ?? null)))
    if (values.some((value) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)))
      lines.push(...propertyLines(property, values, words))
  }
  const changed = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(textOf(record.changedAt))
  if (changed) lines.push(`REV:${changed.slice(1, 4).join('')}T${changed.slice(4).join('')}Z`)
  lines.push('END:VCARD')
  return `${lines.map(folded).join('\r\n')}\r\n`
}

function propertyLines({ name, fields, type }: CardRule['properties'][number], values: readonly unknown[], words: CardWords): string[] {
  const [value] = values
  const text = escaped(textOf(value))
  const typed = type ? `;TYPE=${type}` : ''
  switch (name) {
    case 'ORG':
      return [
        `ORG:${values
          .map((one) => escaped(textOf(one)))
          .join(';')
          .replace(/;+$/, '')}`,
      ]
    case 'ADR':
      return [`ADR:${addressParts(value, words).map(escaped).join(';')}`]
    case 'BDAY':
      return [`BDAY:${textOf(value).replaceAll('-', '')}`]
    case 'GENDER':
      return [`GENDER:${genderOf(fields[0] ?? '', textOf(value), words)}`]
    case 'CATEGORIES':
      return [`CATEGORIES:${titles(value).map(escaped).join(',')}`]
    case 'IMPP':
      return [`IMPP:${type ?? 'x'}:${encodeURIComponent(textOf(value))}`]
    case 'URL':
      return [`URL:${textOf(value).replace(/[\r\n]/g, '')}`]
    default:
      return [`${name}${typed}:${text}`]
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object' && 'title' in value) return String(value.title ?? '')
  return String(value)
}

function titles(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf).filter((title) => title !== '') : [textOf(value)]
}

/** M and F where the list has them; any other answer in words. */
function genderOf(field: string, key: string, words: CardWords): string {
  if (/^(?:male|m)$/i.test(key)) return 'M'
  if (/^(?:female|f)$/i.test(key)) return 'F'
  return `;${escaped(words.choiceLabel(words.model.fields.get(field)?.list ?? '', key))}`
}

/** Post box, extension, street, town, province, postcode, country. */
function addressParts(value: unknown, { regionNames }: CardWords): string[] {
  const { region, street, postcode, country } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    string | undefined
  >
  const [province = '', ...town] = (region ? (regionNames.get(region) ?? region) : '').split(' ')
  return ['', '', street ?? '', town.join(' '), province, postcode ?? '', country ?? '']
}

const longFamilyNames =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|司空|夏侯|端木|南宫|独孤|宇文|长孙|轩辕|百里|东郭|呼延|闻人|赫连|澹台|濮阳|太史|申屠|钟离|鲜于)/

/** Family and given name. In Chinese the family name stands first, mostly with one character; elsewhere last. */
function personName(name: string): [family: string, given: string] {
  if (/^\p{sc=Han}{2,4}$/u.test(name)) {
    const family = name.length > 2 && longFamilyNames.test(name) ? 2 : 1
    return [name.slice(0, family), name.slice(family)]
  }
  const words = name.trim().split(/\s+/)
  return words.length > 1 ? [words.at(-1) ?? '', words.slice(0, -1).join(' ')] : [name, '']
}

function escaped(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n')
}

const mostBytes = 75

/** Lines longer than 75 bytes go on in the next, after a blank; no character is cut in two. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= mostBytes) return line
  let result = ''
  let bytes = 0
  for (const letter of line) {
    const size = Buffer.byteLength(letter)
    if (bytes + size > mostBytes) {
      result += '\r\n '
      bytes = 1
    }
    result += letter
    bytes += size
  }
  return result
}
