import type { ObjectMeta, RecordJson, RecordLink } from '../../data/client.ts'
import { isLink } from '../fields/field-text.ts'

/** A sign at the caret that asks for something to be put in: `@` for a colleague, `/` for a template. */
export type Asked = { sign: '@' | '/'; query: string; from: number; to: number }

/** What stands before the caret, where it asks for something. An address (a@b) or a date (3/17) does not. */
export function askedAt(text: string, caret: number): Asked | null {
  const before = text.slice(0, caret)
  const person = /(?<![\w.])[@＠]([^\s@＠]{0,20})$/u.exec(before)
  if (person) return { sign: '@', query: person[1] ?? '', from: person.index, to: caret }
  const template = /(?<!\S)[/／]([^\s/]{0,20})$/u.exec(before)
  if (template) return { sign: '/', query: template[1] ?? '', from: template.index, to: caret }
  return null
}

/** The text with something put in where it was asked for, and where the caret then stands. */
export function putIn(text: string, { from, to }: Asked, words: string): { text: string; caret: number } {
  return { text: text.slice(0, from) + words + text.slice(to), caret: from + words.length }
}

/** Fills the gaps of a template with what is known here; the others stay to be filled by hand. */
export function fillTemplate(content: string, known: Readonly<Record<string, string | undefined>>): string {
  return content.replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (gap, name: string) => known[name.toLowerCase()] || gap)
}

/** What the gaps of a template mean on this record, by their names in both languages. */
export function templateValues(given: {
  object: ObjectMeta
  record: RecordJson
  contact: RecordLink | null
  opportunity: RecordLink | null
  me: string
  today: string
}): Record<string, string | undefined> {
  const { object, record } = given
  const own = (key: string): string | undefined => (object.key === key ? String(record[object.title] ?? '') : undefined)
  const linked = (key: string): string | undefined => (isLink(record[key]) ? record[key].title : undefined)
  const customer = own('account') ?? linked('account')
  const contact = own('contact') ?? given.contact?.title ?? linked('contact')
  const opportunity = own('opportunity') ?? given.opportunity?.title
  return {
    客户: customer,
    customer,
    联系人: contact,
    contact,
    商机: opportunity,
    opportunity,
    我: given.me,
    me: given.me,
    今天: given.today,
    today: given.today,
  }
}
