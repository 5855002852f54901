import { expect, test } from 'vitest'
import { pinyinInitials, pinyinSortKey } from './pinyin.ts'

function sorted(names: readonly string[], options = {}): string[] {
  // As PostgreSQL compares under collate "C".
  return [...names].sort((a, b) => Buffer.compare(Buffer.from(pinyinSortKey(a, options)), Buffer.from(pinyinSortKey(b, options))))
}

test.each([
  [
    'Chinese and Latin names stand between each other by letter',
    ['阿里巴巴', 'Apple', '北京银行', 'Betatech', '重庆啤酒', '中国石油', 'Zoho'],
  ],
  ['the same syllable is ordered by tone', ['妈妈', '麻辣', '马上', '骂人']],
  ['characters that sound alike stay together', ['李白', '李四', '理想', '理由']],
  ['lü follows lu and comes before luan; lüe follows luan', ['路桥', '绿地', '乱码', '略阳', '论语']],
  ['a short syllable comes before a longer one', ['西安', '先锋', '香港']],
  ['case, width and accents do not count', ['ABC', 'ａｂｄ', 'Abé', 'abf']],
  ['a leading mark does not count', ['Starbucks', '*ST国华', 'Stone']],
])('%s', (_, names) => {
  expect(sorted([...names].reverse())).toEqual(names)
})

test.each([
  ['重庆银行', 'chong2重qing4庆yin2银hang2行'],
  ['长安汽车', 'chang2长an1安qi4汽che1车'],
  ['Ping An Bank Co., Ltd.', 'ping an bank co ltd'],
  ['*ST国华', 'stguo2国hua2华'],
  ['３６０数科', '360shu4数ke1科'],
  ['***', ''],
])('%s is sorted as %s', (name, key) => {
  expect(pinyinSortKey(name)).toBe(key)
})

test('a person is sorted by the reading of the surname', () => {
  expect(pinyinSortKey('曾小贤', { person: true })).toMatch(/^zeng1曾/)
  expect(pinyinSortKey('单田芳', { person: true })).toMatch(/^shan4单/)
  expect(pinyinSortKey('尉迟恭', { person: true })).toMatch(/^yu4尉chi2迟/)
  expect(pinyinSortKey('王小明', { person: true })).toBe(pinyinSortKey('王小明'))
})

test('a key is never longer than 160 characters and never ends in half a character', () => {
  expect(pinyinSortKey('股份有限公司'.repeat(40))).toHaveLength(160)
  expect(pinyinSortKey(`${'a'.repeat(159)}𠮷`)).toBe('a'.repeat(159))
})

test.each([
  ['贵州茅台', 'gzmt'],
  ['苏州同川医院', 'sztcyy'],
  ['*ST国华', 'stgh'],
  ['重庆银行', 'cqyh'],
  ['TCL科技', 'tclkj'],
])('the initials of %s are %s', (name, initials) => {
  expect(pinyinInitials(name)).toBe(initials)
})
