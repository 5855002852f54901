import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { pinyinInitials } from './pinyin.ts'
import { readByWord, withoutTone } from './reading.ts'
import { documentTokens, type SearchPart, searchQuery } from './search-tokens.ts'
import { matches } from './tsquery.test-support.ts'

function finds(input: string, parts: readonly SearchPart[]): boolean {
  const query = searchQuery(input)
  return query !== null && matches(query, documentTokens(parts))
}

const name = (text: string): SearchPart[] => [{ text, kind: 'name' }]

test.each([
  ['贵州茅台', '茅'],
  ['贵州茅台', '台'],
  ['贵州茅台', '州茅台'],
  ['贵州茅台', 'gzmt'],
  ['贵州茅台', 'mt'],
  ['贵州茅台', 'guizhou maotai'],
  ['贵州茅台', 'gui zhou mao tai'],
  ['贵州茅台', 'guizhoum'],
  ['贵州茅台', '茅台 gzmt'],
  ['贵州茅台', 'ＧＺＭＴ'],
  ['苏州同川医院', 'sztc'],
  ['苏州同川医院', 'tongchuan'],
  ['重庆银行', 'chongqing'],
  ['重庆银行', 'zhongqing'],
  ['重庆银行', 'cqyh'],
  ['北京银行', 'bjyh'],
  ['中国人民银行', 'rmyh'],
  ['绿地控股', 'lvdi'],
  ['绿地控股', 'ludi'],
  ['绿地控股', 'lüdi'],
  ['西安饮食', "xi'an"],
  ['曾小贤', 'zengxiaoxian'],
  ['*ST国华', 'ST国华'],
  ['*ST国华', 'stgh'],
  ['北京bank', '北京bank'],
  ['北京 Bank of China', '北京bank'],
  ['Ping An Bank Co., Ltd.', 'pingan'],
  ['Ping An Bank Co., Ltd.', 'bank ping'],
  ['International Business Machines', 'ibm'],
  ['GuoHua Network', 'guo hua'],
  ['Guo Hua Network', 'GuoHua'],
  ['Microsoft', 'SOFT'],
  ['Café Müller', 'cafe muller'],
  ['iPhone15Pro', 'phone 15'],
])('%s is found by %s', (text, input) => {
  expect(finds(input, name(text))).toBe(true)
})

test.each([
  ['贵州茅台', '州台'],
  ['贵州茅台', '茅台 五粮液'],
  ['贵州茅台', 'gzwly'],
  ['Microsoft', 'macro'],
])('%s is not found by %s', (text, input) => {
  expect(finds(input, name(text))).toBe(false)
})

test.each<[SearchPart, string]>([
  [{ kind: 'digits', text: '+86 512-5550 1234' }, '5550'],
  [{ kind: 'digits', text: '+86 512-5550 1234' }, '0512 5550'],
  [{ kind: 'digits', text: '+86 512-5550 1234' }, '0512-5550'],
  [{ kind: 'digits', text: '+86 512-5550 1234' }, '5550-12'],
  [{ kind: 'digits', text: '13812345678' }, '138 1234 5678'],
  [{ kind: 'digits', text: '１３８１２３４５６７８' }, '5678'],
  [{ kind: 'code', text: 'C-004182' }, '4182'],
  [{ kind: 'code', text: 'C-004182' }, 'c-004182'],
  [{ kind: 'code', text: 'C-004182' }, 'C004182'],
  [{ kind: 'code', text: 'C-004182' }, '004182'],
  [{ kind: 'code', text: '000001.SZ' }, '000001.sz'],
  [{ kind: 'code', text: '91320500MA1N2C3D4X' }, '2c3d4x'],
  [{ kind: 'code', text: '京A12345' }, '京A123'],
  [{ kind: 'email', text: 'Lin.Yue@Example.com.cn' }, 'lin.yue@example.com.cn'],
  [{ kind: 'email', text: 'Lin.Yue@Example.com.cn' }, 'lin.yue@exa'],
  [{ kind: 'email', text: 'Lin.Yue@Example.com.cn' }, 'yue'],
  [{ kind: 'email', text: 'Lin.Yue@Example.com.cn' }, 'example.com'],
  [{ kind: 'email', text: "o'neil@example.com" }, "o'neil@example.com"],
  [{ kind: 'text', text: '客户要求在下周二之前寄出 GuoHua 的样品' }, '下周二 样品'],
  [{ kind: 'text', text: '客户要求在下周二之前寄出 GuoHua 的样品' }, 'hua'],
])('%o is found by %s', (part, input) => {
  expect(finds(input, [part])).toBe(true)
})

test('long text is read up to 4,000 characters and gets no pinyin', () => {
  const tokens = documentTokens([{ kind: 'text', text: `${'好'.repeat(3_998)}贵州茅台` }])

  expect(tokens).toEqual(['好', '好好', '好贵', '州', '贵州'].filter((token) => tokens.includes(token)))
  expect(tokens).toContain('贵州')
  expect(tokens).not.toContain('茅台')
  expect(documentTokens([{ kind: 'text', text: '贵州茅台' }])).not.toContain('gzmt')
})

test.each(['', '   ', '***', '、。！', '\u0000'])('%j searches for nothing', (input) => {
  expect(searchQuery(input)).toBeNull()
})

test('every fragment of two and more characters finds the name, whatever the name is made of', () => {
  const random = seeded(20_261_122)
  for (let round = 0; round < 400; round++) {
    const text = randomName(random)
    const tokens = documentTokens(name(text))
    for (const fragment of fragments(text)) {
      const query = searchQuery(fragment)
      if (query !== null) expect(matches(query, tokens), `${fragment} in ${text}: ${query}`).toBe(true)
    }
  }
})

test('every fragment of two and more digits finds the phone, and of a code likewise', () => {
  const random = seeded(31)
  for (let round = 0; round < 300; round++) {
    const digits = Array.from({ length: 2 + random(14) }, () => random(10)).join('')
    const code = `${['C', 'OP', 'X1', ''][random(4)]}-${digits}`
    const missed = fragments(digits).filter(
      (fragment) => !finds(fragment, [{ kind: 'digits', text: digits }]) || !finds(fragment, [{ kind: 'code', text: code }]),
    )
    expect(missed, code).toEqual([])
    expect(finds(code, [{ kind: 'code', text: code }]), code).toBe(true)
  }
})

test('no string makes it throw, and tokens are never empty, repeated, or beyond what PostgreSQL takes', () => {
  const random = seeded(7)
  const kinds = ['name', 'text', 'digits', 'code', 'email'] as const
  for (let round = 0; round < 3_000; round++) {
    const text = String.fromCharCode(...Array.from({ length: random(40) }, () => random(round % 2 === 0 ? 0x1_00_00 : 0x250)))
    const tokens = kinds.flatMap((kind) => documentTokens([{ text, kind }]))
    const unfit = tokens.filter((token) => token === '' || token.length > 64 || token.includes('\u0000') || !token.isWellFormed())
    expect(unfit, JSON.stringify(text)).toEqual([])
    const query = searchQuery(text)
    if (query !== null) expect(() => matches(query, tokens)).not.toThrow()
  }
})

const realNames = readRealNames()
if (realNames === null) process.stdout.write('skipped: recall over real company names (../shared/data is not here)\n')

test.runIf(realNames !== null)(
  'every real company name is found by each fragment of two characters, by its reading and by its initials',
  { timeout: 300_000 },
  () => {
    const missed: string[] = []
    for (const text of realNames ?? []) {
      const tokens = documentTokens(name(text))
      const inputs = [...fragments(text, 2), pinyinInitials(text), spelled(text)]
      for (const input of inputs) {
        const query = searchQuery(input)
        if (query !== null && !matches(query, tokens)) missed.push(`${input} in ${text}`)
      }
    }
    expect(missed).toEqual([])
  },
)

function spelled(text: string): string {
  const chinese = text.match(/^\p{sc=Han}+/u)
  return chinese === null ? text : readByWord(chinese[0]).syllables.map(withoutTone).join('')
}

function fragments(text: string, upTo = Number.POSITIVE_INFINITY): string[] {
  const characters = [...text]
  const found = new Set<string>()
  for (let start = 0; start < characters.length; start++) {
    for (let end = start + 2; end <= Math.min(characters.length, start + upTo); end++) found.add(characters.slice(start, end).join(''))
  }
  return [...found]
}

function readRealNames(): string[] | null {
  const folder = new URL('../../../shared/data/china/', import.meta.url)
  const shortNames = new URL('company_short_names_a.txt.gz', folder)
  if (!existsSync(shortNames)) return null
  const listed = readFileSync(new URL('listed_companies_utf8_bom.csv', folder), 'utf8').split('\n').slice(1)
  return [
    ...gunzipSync(readFileSync(shortNames)).toString('utf8').split('\n'),
    ...listed.flatMap((line) => line.split(',').slice(1, 5)),
  ].filter((text) => text.trim() !== '')
}

function seeded(seed: number): (below: number) => number {
  let state = seed
  // Park and Miller's generator: the same names on every run.
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

function randomName(random: (below: number) => number): string {
  const pick = (characters: string) => [...characters][random([...characters].length)] ?? ''
  return Array.from({ length: 2 + random(14) }, () => {
    const kind = random(10)
    if (kind < 4) return pick('国华重庆银行茅台贵州医院有限公司绿曾单乐长𠮷〇々')
    if (kind < 7) return pick('abcdefgxyzABCDEFGXYZ')
    if (kind < 8) return pick('0123456789０１２')
    if (kind < 9) return pick(' -.,*&()（）·\'"\\/')
    return pick('éüßÆłœñКирΣςカナー한글ไทย㈱½ﬁ')
  }).join('')
}
