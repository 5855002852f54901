import { expect, test } from 'vitest'
import { defineTexts, fillText } from './catalogue.ts'
import { setLanguage } from './language.ts'
import { translate } from './use-text.ts'

test.each([
  ['{count} {count|row|rows}', { count: 1 }, '1 row'],
  ['{count} {count|row|rows}', { count: '2,743' }, '2,743 rows'],
  ['已改「{title}」的{field}', { title: '苏州同川医院', field: '级别' }, '已改「苏州同川医院」的级别'],
  ['nothing to fill', {}, 'nothing to fill'],
  ['{left} stays when nothing is given', {}, '{left} stays when nothing is given'],
])('%s with %j reads %s', (text, values, filled) => {
  expect(fillText(text, values)).toBe(filled)
})

test('a text is said in the language that is shown', () => {
  const texts = defineTexts({ chosen: { zh: '已选 {count} 个', en: '{count} selected' } })

  setLanguage('en')
  expect(translate(texts, 'chosen', { count: 3 })).toBe('3 selected')
  setLanguage('zh-CN')
  expect(translate(texts, 'chosen', { count: 3 })).toBe('已选 3 个')
})
