import { expect, test } from 'vitest'
import type { FieldMeta, ObjectMeta } from '../../data/client.ts'
import { exportedFields, shownFields } from './chosen-columns.ts'

const field = (key: string, kind: FieldMeta['kind'] = 'text'): FieldMeta => ({
  key,
  kind,
  label: { zh: key, en: key },
  required: false,
  readOnly: false,
  unique: false,
  searched: false,
  sortable: true,
  filterable: true,
  custom: false,
})
const object = {
  title: 'name',
  fields: ['name', 'level', 'phone'].map((key) => field(key)).concat(field('key', 'secret')),
} as unknown as ObjectMeta
const shown = shownFields(object, ['level', 'gone'])

test('what a list shows begins with the title and leaves out what is not there any more', () => {
  expect(shown).toEqual(['name', 'level'])
})

test.each([
  ['shown', ['name', 'level']],
  ['all', ['name', 'level', 'phone', 'createdAt', 'createdBy', 'changedAt', 'changedBy']],
  ['chosen', ['level', 'changedAt']],
] as const)('%s columns stand in the order of the list, and secrets are never among them', (choice, expected) => {
  expect(exportedFields(object, choice, shown, new Set(['changedAt', 'level', 'key']))).toEqual(expected)
})
