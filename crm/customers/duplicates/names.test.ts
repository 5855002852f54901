import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { companyDomain } from './company-domain.ts'
import { companyNumberKey, isCreditCode, isOrganisationCode } from './credit-code.ts'
import { nameFigures } from './name-figures.ts'
import { companyNameLikeness } from './name-likeness.ts'

test.each([
  ['苏州恒达医疗器械有限公司', '恒达（苏州）医疗器械股份有限公司', 'same'],
  ['江苏省苏州市恒达医疗器械有限公司', '苏州恒达医疗器械有限公司', 'same'],
  ['ＡＣＭＥ　Widgets Co., Ltd.', 'Acme Widgets Limited', 'same'],
  ['远山医疗器械有限公司', '遠山醫療器械有限公司', 'likely'],
  ['远山医疗器械有限公司', '远珊医疗器械有限公司', 'likely'],
  ['国药一致', '国药集团一致药业股份有限公司', 'likely'],
  ['柳化股份', '柳州化工股份有限公司', 'likely'],
  ['苏州恒达医疗器械有限公司', '北京恒达医疗器械有限公司', 'two'],
  ['苏州恒达电子有限公司', '苏州恒达电器有限公司', 'two'],
  ['华兰股份', '平安银行股份有限公司', 'two'],
])('%s and %s: %s', (one, other, expected) => {
  const likeness = companyNameLikeness(one, other)

  expect(likeness === companyNameLikeness(other, one)).toBe(true)
  expect(likeness >= 0.95 ? 'same' : likeness >= 0.5 ? 'likely' : 'two').toBe(expected)
})

test('a company number is checked by its check characters, and the old tax number names the same company', () => {
  expect(isCreditCode('91350100M000100Y43')).toBe(true)
  expect(isCreditCode('91350100M000100Y44')).toBe(false)
  expect(isOrganisationCode('M000100Y4')).toBe(isOrganisationCode(companyNumberKey('91350100M000100Y43')))
  expect(companyNumberKey('9135 0100-m000100y43')).toBe('M000100Y4')
  expect(companyNumberKey('DE 123 456 789')).toBe('DE123456789')
})

test('addresses at free mail name no company; any page and any mailbox of a company do', () => {
  expect(['https://www.acme.com.cn/about?x=1', 'lin@mail.acme.com.cn', 'ACME.com.cn'].map(companyDomain)).toEqual(
    Array(3).fill('acme.com.cn'),
  )
  expect(['lin@qq.com', 'lin@vip.163.com', 'https://weibo.com/acme', '10.0.0.1', 'acme'].map(companyDomain)).toEqual(['', '', '', '', ''])
})

const china = new URL('../../../../shared/data/china/', import.meta.url)
describe.skipIf(!existsSync(china))('short names of the listed companies', () => {
  const text = readFileSync(new URL('listed_companies_utf8_bom.csv', china), 'utf8')
  const pairs = text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [, short = '', , , full = ''] = line.split(',')
      return { short, full }
    })

  test('find the registered name among all of them', () => {
    const { recall, precision } = nameFigures(pairs, [])

    expect(recall).toBeGreaterThanOrEqual(0.95)
    expect(precision).toBeGreaterThanOrEqual(0.98)
  })

  test('and among 133,000 other names', () => {
    const short = new Set(pairs.map((pair) => pair.short))
    const all = gunzipSync(readFileSync(new URL('company_short_names_a.txt.gz', china)))
      .toString()
      .trim()
      .split(/\r?\n/)
    // The short name itself is no other name.
    const { recall, precision } = nameFigures(
      pairs,
      all.filter((name) => !short.has(name)),
    )

    expect(recall).toBeGreaterThanOrEqual(0.85)
    expect(precision).toBeGreaterThanOrEqual(0.95)
  })
})
