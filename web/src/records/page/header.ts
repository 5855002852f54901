import type { FieldMeta, ObjectMeta, RecordJson } from '../../data/client.ts'
import { isLevelList } from '../fields/choice-color.ts'

/** What stands beside and under the name of a record. */
export type Heading = { level: FieldMeta | undefined; status: FieldMeta | undefined; line: FieldMeta[] }

const mostInLine = 5

/**
 * The heading follows from the declaration: a level as its letter, a status as a word in its colour, then number, choices, references and
 * tags that the facts below do not say already.
 */
export function headingOf(object: ObjectMeta, record: RecordJson): Heading {
  const has = (field: FieldMeta) => record[field.key] !== null && record[field.key] !== undefined && record[field.key] !== ''
  const choices = object.fields.filter((field) => field.kind === 'choice' && has(field))
  const level = choices.find((field) => isLevelList(field.list))
  const status = choices.find((field) => field.key === 'status')
  const told = new Set([object.title, level?.key, status?.key, ...object.page.facts])
  const inList = new Set(object.list.columns)
  const number = object.fields.filter((field) => field.kind === 'autoNumber')
  // A stage has a path of its own below the name.
  const where = object.fields.filter(
    (field) => field.kind === 'reference' && field.to !== 'stage' && (inList.has(field.key) || field.key === 'parent'),
  )
  const what = choices.filter((field) => inList.has(field.key))
  const who = object.fields.filter((field) => field.key === 'owner')
  const tags = object.fields.filter((field) => field.kind === 'references')
  const line = [...number, ...where, ...what, ...who, ...tags].filter(
    (field, index, all) => has(field) && !told.has(field.key) && all.indexOf(field) === index && !isEmptyList(record[field.key]),
  )
  return { level, status, line: line.slice(0, mostInLine) }
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** The first phone and e-mail, for calling and writing from the head of the page. */
export function waysToReach(object: ObjectMeta, record: RecordJson): { phone: string | undefined; email: string | undefined } {
  const first = (...kinds: FieldMeta['kind'][]) => {
    for (const kind of kinds)
      for (const field of object.fields) {
        const value = record[field.key]
        if (field.kind === kind && typeof value === 'string' && value !== '' && !record.masked?.includes(field.key)) return value
      }
    return undefined
  }
  return { phone: first('phone'), email: first('email') }
}
