import {
  type Context,
  type FieldChange,
  type ImportState,
  type Imports,
  importCauses,
  labelIn,
  messageText,
  type ObjectModel,
  originFields,
} from '../../engine/index.ts'
import { keptByUndoJson, type Words } from '../http/import-view.ts'
import type { Say } from './import-words.ts'
import { printTable } from './with-engine.ts'

const mostChanges = 20
const mostKept = 200

type ModelWords = Words & { model: ObjectModel }

/** Which column goes where. */
export function showColumns(opened: ImportState, words: ModelWords, say: Say): void {
  printTable(
    opened.columns.map(({ name, index }) => {
      const target = opened.plan.columns[index]?.target ?? null
      return [name || String(index + 1), '→', target === null ? say('ignored') : fieldName(target, words)]
    }),
  )
}

/** What the check found, by cause. */
export function showCheck({ check }: ImportState, words: ModelWords, say: Say): void {
  if (!check) return
  console.log(say('checked', { ...check }))
  printTable(
    check.causes.map(({ code, field, count, values, parameters }) => {
      const known = messageText([importCauses], code, {}, words.locale)
      const title = known === code ? words.problems.text(code, parameters, words.locale) : known
      const examples = values.slice(0, 3).map(({ text }) => text)
      return [field === null ? '' : fieldName(field, words), title, String(count), examples.filter((text) => text !== '').join(', ')]
    }),
  )
}

/** What the rows would do, and the first changes of records that are there. */
export async function showEffects(
  imports: Imports,
  context: Context,
  { id, check }: ImportState,
  words: ModelWords,
  say: Say,
): Promise<void> {
  if (!check?.effects) return
  console.log(say('effects', { ...check.effects }))
  const changed = await imports.effects(context, id, { kind: 'update', after: 0, limit: mostChanges })
  for (const { number, record, changes } of changed) {
    for (const { field, from, to } of changes)
      console.log(
        say('change', { number, title: record?.title ?? '', field: fieldName(field, words), from: shown(from, say), to: shown(to, say) }),
      )
  }
  if (check.effects.update > changed.length) console.log(say('moreChanges'))
}

/** What an undo left, with the reasons. */
export async function showKept(imports: Imports, context: Context, { id, object }: ImportState, words: ModelWords): Promise<void> {
  const kept = await imports.kept(context, id, { after: 0, limit: mostKept })
  for (const one of kept) {
    const { title, detail } = keptByUndoJson(one, words, context.reader.model.objects.get(one.object || object))
    console.log(`${title}: ${detail}`)
  }
}

function fieldName(key: string, { model, locale }: ModelWords): string {
  const label = (model.fields.get(key) ?? originFields.get(key))?.label
  return label ? labelIn(label, locale) : key
}

function shown(value: FieldChange['to'], say: Say): string {
  if (value === null) return say('nothing')
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map((one: FieldChange['to']) => shown(one, say)).join(', ')
  const { title, amount, currency, new: made } = value as Record<string, unknown>
  if (amount !== undefined) return `${String(amount)} ${String(currency)}`
  return String(title ?? made ?? JSON.stringify(value))
}
