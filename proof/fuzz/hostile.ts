import type { Random } from '../leak/random.ts'

/** Values that have broken servers before. */
export const hostileValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  -0,
  1e308,
  1e-320,
  2 ** 53,
  2 ** 63,
  '9'.repeat(400),
  '1e400',
  'NaN',
  'Infinity',
  '1,5',
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfffy',
  '𠮷\u202e\u200b',
  'ﷺ'.repeat(60),
  'x'.repeat(100_000),
  [],
  {},
  [[]],
  [null],
  { '': '' },
  { amount: '1', currency: 'XXX' },
  { amount: 'x', currency: null },
  { amount: '99999999999999999999.99', currency: 'CNY' },
  { object: 'account' },
  { object: 'nope', id: 'nope' },
  { id: [] },
  '2026-02-31',
  '0000-00-00',
  '2026-13-01T25:61:61Z',
  '+275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  "'; DROP TABLE account; --",
  '%_\\',
  '../../../etc/passwd',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF',
  'constructor',
  '__proto__',
  'toString',
  '-',
  '.',
  'a.b.c.d.e.f',
  'owner.owner.owner.owner',
  '*',
  Array.from({ length: 700 }, (_, index) => index),
  Array.from({ length: 700 }, () => 'x'),
  Object.fromEntries(Array.from({ length: 1_200 }, (_, index) => [`key${index}`, index])),
  nested(40),
  nested(900),
]

function nested(depth: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? { all: [value] } : { not: value }
  return value
}

/** The same value with one place of it, at any depth, replaced, left out, doubled or given another name. */
export function mutated(random: Random, value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > 5 || random.chance(0.25)) return random.pick(hostileValues)
  if (Array.isArray(value)) {
    if (value.length === 0) return [random.pick(hostileValues)]
    const place = random.below(value.length)
    return value.map((one, index) => (index === place ? mutated(random, one, depth + 1) : one))
  }
  const entries = Object.entries(value)
  if (entries.length === 0 || random.chance(0.1))
    return { ...value, [String(random.pick(['x', '__proto__', 'constructor', 'id', 'revision', '']))]: random.pick(hostileValues) }
  const [key, one] = random.pick(entries)
  if (random.chance(0.1)) return Object.fromEntries(entries.filter(([name]) => name !== key))
  return Object.fromEntries(entries.map(([name, old]) => [name, name === key ? mutated(random, one, depth + 1) : old]))
}

/** Bytes turned, taken out, put in or cut off. */
export function mangled(random: Random, bytes: Buffer): Buffer {
  let mangledBytes = Buffer.from(bytes)
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    const place = random.below(mangledBytes.length + 1)
    const [before, after] = [mangledBytes.subarray(0, place), mangledBytes.subarray(place)]
    mangledBytes = random.pick([
      () => Buffer.concat([before, Buffer.from([random.below(256)]), after]),
      () => Buffer.concat([before, after.subarray(1)]),
      () => Buffer.concat([before, Buffer.from([random.below(256)]), after.subarray(1)]),
      () => before,
      () =>
        Buffer.concat([
          before,
          Buffer.from(random.pick(['\ufeff', '\0', '"', '{', '[', '\\u0000', '\\ud800', '1e999', '\r\n', '\xff'])),
          after,
        ]),
    ])()
  }
  return mangledBytes
}

const long = (length: number): string => 'x'.repeat(length)
export const hostileHeaders: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['idempotency-key', ['', ' ', long(20_000), 'é', '\t', 'same-key', "'; --"]],
  ['if-match', ['', '*', '"x"', 'W/"1"', '"99999999999999999999"', '-1', '1.5', long(5_000)]],
  ['if-none-match', ['*', '""', long(2_000)]],
  ['range', ['bytes=', 'bytes=-', 'bytes=9-1', 'bytes=0-99999999999999999999', 'items=1-2', 'bytes=0-1,2-3']],
  ['accept-language', ['', '*', 'xx-YY;q=NaN', ',,,;;;===', long(3_000)]],
  ['authorization', ['', 'Bearer', 'Bearer ', 'Bearer gx_', `Bearer gx_${long(65)}`, 'Basic eDp5', `Bearer ${long(5_000)}`]],
  ['cookie', ['', ';;;', 'guanxi.session_token=', 'guanxi.session_token=x.y', `guanxi.session_token=${long(3_000)}`, '=%%%']],
  ['x-live-connection', ['x', '', long(2_000)]],
  ['x-guanxi-workspace', ['x', '00000000-0000-0000-0000-000000000000']],
  ['x-guanxi-principal', ['x', '00000000-0000-0000-0000-000000000000']],
  ['x-request-id', ['', '\t', long(9_000), '../x', '%s%n']],
  ['content-encoding', ['gzip', 'br', 'deflate, gzip', 'x']],
  ['accept-encoding', ['*;q=0', 'gzip;q=x', long(2_000)]],
  ['expect', ['100-continue', 'x']],
  ['origin', ['null', 'https://evil.example']],
  ['sec-fetch-site', ['cross-site', 'x']],
]

export const contentTypes: readonly string[] = [
  'application/json',
  'application/json; charset=utf-16',
  'application/json; charset=nope',
  'text/plain',
  'text/html',
  'application/x-www-form-urlencoded',
  'application/xml',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'application/merge-patch+json',
  '',
  ';',
  'a/b/c',
  '*/*',
]
