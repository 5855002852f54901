import { expect, test } from 'vitest'
import type { FieldMeta } from '../../../../client/types.ts'
import { checkValue } from './check-value.ts'

const field = (kind: FieldMeta['kind'], rest: Partial<FieldMeta> = {}): FieldMeta => ({
  key: 'x',
  kind,
  label: { zh: '字段', en: 'Field' },
  required: false,
  readOnly: false,
  unique: false,
  searched: false,
  sortable: true,
  filterable: true,
  custom: false,
  ...rest,
})

test.each([
  [field('text', { required: true }), '  ', 'required'],
  [field('text', { required: true }), '苏州同川医院', null],
  [field('text', { max: 4 }), '苏州同川医院', 'tooLong'],
  [field('number', { min: 0 }), -1, 'tooSmall'],
  [field('percent', { max: 100 }), 120, 'tooLarge'],
  [field('money', { min: 0 }), { amount: '-5', currency: 'CNY' }, 'tooSmall'],
  [field('money', { required: true }), { amount: '', currency: 'CNY' }, 'required'],
  [field('money'), '1,240,000', null],
  [field('email'), 'shebei', 'emailNoAt'],
  [field('email'), 'shebei@tongchuan', 'emailNoDomain'],
  [field('email'), 'shebei@tongchuan.example', null],
  [field('phone'), '0512-5550 8120 转 3', null],
  [field('phone'), 'ask Lin', 'phoneLetters'],
  [field('phone'), '12', 'phoneShort'],
  [field('phone'), '110', null],
  [field('url'), 'tongchuan', 'urlShape'],
  [field('multiChoice', { required: true }), [], 'required'],
])('%#: %j', (meta, value, expected) => {
  expect(checkValue(meta, value)?.key ?? null).toBe(expected)
})
