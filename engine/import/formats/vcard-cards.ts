import type { Readable } from 'node:stream'
import iconv from 'iconv-lite'
import { InvalidInputError } from '../../errors.ts'
import { decodedStream, legacyEncoding, type OpenFile } from '../encoding.ts'

/** One property as it stands in the file, decoded to text: `TEL`, its parameters, and the value with its escapes. */
export type CardLine = { name: string; parameters: [string, string][]; value: string }
export type Card = { version: string; lines: CardLine[] }

const longestLine = 16_000_000
const mostLines = 20_000
const addressParts = 7

/**
 * The cards of a file, whatever their version. Photos, sounds and keys are left out, and so is what stands inside of a card for somebody's assistant.
 */
export async function* cardsIn(open: OpenFile, encoding: string): AsyncGenerator<Card> {
  let card: Card | null = null
  let inner = 0
  let agent = false
  for await (const { text, decode } of propertiesIn(open, encoding)) {
    if (/^begin\s*:\s*vcard\s*$/i.test(text)) {
      if (card !== null && agent) inner++
      else {
        // The card before it was never closed.
        if (card !== null) yield card
        card = { version: '', lines: [] }
        inner = 0
      }
      agent = false
    } else if (/^end\s*:\s*vcard\s*$/i.test(text)) {
      if (inner > 0) inner--
      else {
        if (card !== null) yield card
        card = null
      }
    } else if (card !== null && inner === 0) {
      const line = cardLine(text, card.version, decode)
      agent = line?.name === 'AGENT'
      if (line?.name === 'VERSION') card.version = line.value.trim()
      else if (line !== null && card.lines.length < mostLines) card.lines.push(line)
    }
  }
  if (card !== null && card.lines.length > 0) yield card
}

type Decode = (text: string, charset: string | undefined) => string

/** Whole properties, unfolded. Where the file is bytes, so are their characters: each property may have its own encoding. */
async function* propertiesIn(open: OpenFile, encoding: string): AsyncGenerator<{ text: string; decode: Decode }> {
  const isWide = encoding.startsWith('utf-16') || encoding.startsWith('utf-32')
  const stream = await decodedStream(open, isWide ? encoding : 'latin1')
  const decode: Decode = (text, charset) => (isWide && !charset ? text : decoded(text, charset, encoding, isWide))
  let current = ''
  let isPacked = false
  const isSoft = () => /;(?:encoding=)?quoted-printable[;:]/i.test(current) && current.endsWith('=')
  for await (const line of physicalLines(stream)) {
    if (isPacked && /^\s|^[\w+/=]*$/.test(line)) continue
    if (isSoft()) current = current.slice(0, -1) + line
    else if (/^[ \t]/.test(line) && current !== '') current += line.slice(1)
    // Some telephones break lines inside of a value by a backslash and nothing else.
    else if (/(?<!\\)\\$/.test(current) && !/^[\w.-]+[;:]/.test(line)) current = `${current.slice(0, -1)}\\n${line}`
    else {
      if (current !== '') yield { text: current, decode }
      current = line.trimStart().replace(/^\xef\xbb\xbf|^\ufeff/, '')
      isPacked = /^[^:]*;(?:encoding=)?(?:base64|b)[;:]/i.test(current)
      // A photo is of no use here and may be large: what follows of it is dropped as it comes.
      if (isPacked) current = current.slice(0, current.indexOf(':') + 1)
    }
    if (current.length > longestLine) throw new InvalidInputError('import_row_too_long', { row: 1 })
  }
  if (current !== '') yield { text: current, decode }
}

async function* physicalLines(stream: Readable): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of stream as AsyncIterable<string>) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.length > longestLine) throw new InvalidInputError('import_row_too_long', { row: 1 })
  }
  yield rest.replace(/\r$/, '')
}

function decoded(text: string, charset: string | undefined, encoding: string, isWide: boolean): string {
  if (!/[\x80-\uffff]/.test(text)) return text
  const bytes = Buffer.from(text, 'latin1')
  if (charset && iconv.encodingExists(charset)) {
    const own = iconv.decode(bytes, charset)
    if (!own.includes('\ufffd')) return own
  }
  if (isWide) return text
  const whole = iconv.decode(bytes, encoding)
  return whole.includes('\ufffd') ? iconv.decode(bytes, legacyEncoding(bytes)) : whole
}

/** `item1.TEL;WORK;VOICE:…`: version 2.1 writes types without saying that they are types, and packs values in its own way. */
function cardLine(text: string, version: string, decode: Decode): CardLine | null {
  const colon = valueStart(text, /^(?:[\w-]+\.)?adr[;:]/i.test(text))
  if (colon < 0) return null
  const [head = '', ...given] = text.slice(0, colon).split(';')
  const name = head
    .slice(head.indexOf('.') + 1)
    .trim()
    .toUpperCase()
  if (!/^[A-Z][\w-]*$/.test(name)) return null
  const parameters = given.map((one): [string, string] => {
    const equals = one.indexOf('=')
    if (equals >= 0) return [one.slice(0, equals).trim().toUpperCase(), one.slice(equals + 1).trim()]
    return [bareParameter(one.trim().toUpperCase()), one.trim()]
  })
  const parameter = (key: string) => parameters.find(([found]) => found === key)?.[1]
  const packing = parameter('ENCODING')?.toUpperCase()
  const charset = parameter('CHARSET')?.replace(/"/g, '')
  const raw = text.slice(colon + 1)
  const value = packing === 'QUOTED-PRINTABLE' ? quotedPrintable(raw) : raw
  const plain = decode(value, charset).replace(/\r\n|\r|\n/g, '\\n')
  const kept = parameters.filter(([key]) => key !== 'ENCODING' && key !== 'CHARSET')
  return { name, parameters: kept, value: version === '2.1' ? plain.replace(/(?<!\\),/g, '\\,') : plain }
}

function bareParameter(text: string): string {
  if (text === 'QUOTED-PRINTABLE' || text === 'BASE64' || text === '8BIT' || text === '7BIT') return 'ENCODING'
  return text === 'URL' || text === 'CID' || text === 'INLINE' ? 'VALUE' : 'TYPE'
}

/** The colon before the value; those inside of quotes belong to a parameter. Labels of addresses come with colons and without quotes. */
function valueStart(text: string, isAddress: boolean): number {
  if (isAddress) {
    for (let at = text.lastIndexOf(':'); at > 0; at = text.lastIndexOf(':', at - 1))
      if (text.slice(at).split(';').length === addressParts) return at
  }
  let inQuotes = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') inQuotes = !inQuotes
    else if (character === ':' && !inQuotes) return at
  }
  return text.indexOf(':')
}

function quotedPrintable(text: string): string {
  return text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
