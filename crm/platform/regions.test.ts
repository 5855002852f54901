import { expect, test } from 'vitest'
import { englishRegionName } from './region-english.ts'
import { regionNames, regions } from './regions.ts'

const meaning = (text: string) =>
  regionNames()
    .filter(({ names }) => names.includes(text))
    .map(({ value }) => value)

test.each([
  ['江苏', '32'],
  ['江苏省', '32'],
  ['广西', '45'],
  ['香港', '81'],
  ['苏州', '3205'],
  ['江苏苏州', '3205'],
  ['江苏省苏州市', '3205'],
  ['苏州昆山', '320583'],
])('%s is %s', (text, code) => {
  expect(meaning(text)).toContain(code)
})

test('no code stands twice, and every one but a province has the one above it', () => {
  const codes = new Set(regions.map((region) => region.code))

  expect(codes.size).toBe(regions.length)
  expect(regions.filter(({ code }) => code.length > 2 && !codes.has(code.slice(0, -2)))).toEqual([])
})

test.each([
  ['江苏省', 'Jiangsu'],
  ['陕西省', 'Shaanxi'],
  ['内蒙古自治区', 'Inner Mongolia'],
  ['苏州市', 'Suzhou'],
  ['西安市', "Xi'an"],
  ['厦门市', 'Xiamen'],
  ['大兴安岭地区', "Daxing'anling"],
  ['吕梁市', 'Lüliang'],
  ['延边朝鲜族自治州', 'Yanbian'],
  ['浦东新区', 'Pudong New Area'],
  ['姑苏区', 'Gusu District'],
  ['丰宁满族自治县', 'Fengning County'],
  ['滑县', 'Huaxian'],
  ['市辖区', ''],
])('in English %s is %s', (name, english) => {
  expect(englishRegionName(name)).toBe(english)
})

test('every division has an English name in Latin letters, or says nothing in Chinese either', () => {
  const foreign = regions.filter(({ name }) => !/^[A-Za-zü' ()]*$/.test(englishRegionName(name)))

  expect(foreign).toEqual([])
})
