import type { RouteEntry } from '../../server/http/route-table.ts'
import type { Random } from '../leak/random.ts'
import { contentTypes, hostileHeaders, hostileValues, mangled, mutated } from './hostile.ts'
import { type Ground, sample, someId } from './samples.ts'

export type FuzzRequest = {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
  readonly payload: Buffer | null
}

/** A request to this route with something wrong in it: in its address, its query, its body, its headers or its bytes. */
export function someRequest(random: Random, ground: Ground, route: RouteEntry, sign: Readonly<Record<string, string>>): FuzzRequest {
  const object = random.pick(ground.objects)
  const headers: Record<string, string> = { 'x-guanxi': '1', ...sign }
  let path = route.url
    .replace(':route', object.route)
    .replace(':object', object.key)
    .replace(':key', ground.actions.length > 0 ? random.pick(ground.actions).key : 'x')
    .replace(/:\w+/g, () => someId(random, ground, object.key))
  if (random.chance(0.08)) path = wrongPath(random, path)
  const query = queryOf(random, ground, route, object.key)
  const payload = route.method === 'GET' ? null : bodyOf(random, ground, route, object.key, headers)
  if (random.chance(0.25)) {
    const [name, values] = random.pick(hostileHeaders)
    headers[name] = random.pick(values)
  }
  return { method: route.method, url: `${path}${query}`, headers, payload }
}

function wrongPath(random: Random, path: string): string {
  const parts = path.split('/')
  const place = 2 + random.below(Math.max(1, parts.length - 2))
  const wrong = random.pick([
    '%00',
    '%ff',
    '%',
    '..',
    '%2e%2e',
    '%2F',
    'x'.repeat(250),
    'x'.repeat(3_000),
    '\u4e2d\u6587',
    '%ud800',
    '__proto__',
    'constructor',
    '',
    '.',
    ';x',
    "'",
  ])
  return parts.map((part, index) => (index === place ? encodeWhatMust(wrong) : part)).join('/')
}

const encodeWhatMust = (text: string): string => text.replace(/[^\x20-\x7e]/g, (letter) => encodeURIComponent(letter))

function queryOf(random: Random, ground: Ground, { schema }: RouteEntry, object: string): string {
  const wanted = schema?.querystring
  if (!wanted) return random.chance(0.1) ? `?${random.pick(['x', 'x=1&x=2', '%', '=', '__proto__=1', 'a[b]=c', 'filter={}', 'x=%ff'])}` : ''
  const values = sample(random, ground, wanted, '', object) as Record<string, unknown>
  const spoilt = random.chance(0.6) ? mutated(random, values) : values
  if (typeof spoilt !== 'object' || spoilt === null) return `?${encode(String(spoilt).slice(0, 2_000))}`
  const parts = Object.entries(spoilt).flatMap(([key, value]) => {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
    const pair = `${encode(key)}=${encode(text.slice(0, 12_000))}`
    return random.chance(0.05) ? [pair, pair] : [pair]
  })
  const query = parts.join('&')
  return (
    query &&
    `?${
      random.chance(0.05)
        ? mangled(random, Buffer.from(query))
            .toString('latin1')
            .replace(/[^\x21-\x7e]/g, '%ff')
            .replaceAll('#', '%23')
        : query
    }`
  )
}

/** Lone halves of a letter cannot be written in an address; they go as the bytes they would be. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

function bodyOf(random: Random, ground: Ground, route: RouteEntry, object: string, headers: Record<string, string>): Buffer | null {
  if (/\/(files|imports)$/.test(route.url) && random.chance(0.9)) return formOf(random, headers)
  const wanted = route.url.endsWith('/actions/:key') ? random.pick(ground.actions.map(({ input }) => input)) : (route.schema?.body ?? {})
  const value = sample(random, ground, wanted, '', object)
  const spoilt = random.chance(0.75) ? mutated(random, value) : value
  headers['content-type'] = random.chance(0.12) ? random.pick(contentTypes) : 'application/json'
  const bytes = Buffer.from(random.chance(0.02) ? `{"x":"${'y'.repeat(5 * 1024 * 1024)}"}` : (JSON.stringify(spoilt) ?? ''))
  if (random.chance(0.03)) return null
  return random.chance(0.15) && bytes.length < 500_000 ? mangled(random, bytes) : bytes
}

const contents: readonly (() => Buffer)[] = [
  () => Buffer.from('名称,员工人数\n远山医疗,120\n'),
  () => Buffer.from('名称,"未关上\n远山,1\n,,,\n'),
  () => Buffer.from('\ufeff名称;邮箱\r\n远山;x@'),
  () => Buffer.from(`${Array.from({ length: 3_000 }, (_, index) => `列${index}`).join(',')}\n1\n`),
  () => Buffer.from('a\0b,c\n\0,\0\n'),
  () => Buffer.from([0xff, 0xfe, 0x0d, 0x54, 0xf0, 0x79, 0x0a]),
  () => Buffer.from('PK\x03\x04not a workbook at all'),
  () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600, 7)]),
  () => Buffer.from('BEGIN:VCARD\nVERSION:3.0\nN:;;;\nFN:x\nEND:VCARD\nBEGIN:VCARD\n'),
  () => Buffer.from('BEGIN:VCALENDAR\n'),
  () => Buffer.from('{"a":'),
  () => Buffer.from('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><x>&c;</x>'),
  () => Buffer.from('x'.repeat(300_000)),
  () => Buffer.alloc(0),
  () => Buffer.from('%PDF-1.7\n'),
]

function formOf(random: Random, headers: Record<string, string>): Buffer {
  const mark = 'fuzz'
  headers['content-type'] = random.chance(0.1) ? random.pick(contentTypes) : `multipart/form-data; boundary=${mark}`
  const name = random.pick(['名单.csv', 'x.xlsx', 'x.xls', '../../x', '', 'x'.repeat(600), 'a"b', '\0', 'x.vcf', 'x.zip', '.'])
  const content = random.pick(contents)()
  const part = (disposition: string, body: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`--${mark}\r\ncontent-disposition: ${disposition}\r\n\r\n`), body, Buffer.from('\r\n')])
  const field = (key: string): Buffer =>
    part(
      `form-data; name="${key}"`,
      Buffer.from(String(random.pick(hostileValues.filter((value) => typeof value === 'string'))).slice(0, 4_000)),
    )
  const file = part(
    `form-data; name="${random.pick(['file', 'file', 'object', '__proto__'])}"${random.chance(0.9) ? `; filename="${name}"` : ''}`,
    content,
  )
  const whole = Buffer.concat([
    ...random.some(['object', 'recordId', 'x', '__proto__'], 3).map(field),
    file,
    ...(random.chance(0.1) ? [file] : []),
    Buffer.from(random.chance(0.9) ? `--${mark}--\r\n` : ''),
  ])
  return random.chance(0.2) ? mangled(random, whole) : whole
}
