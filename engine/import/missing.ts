import type { ActionContext, Context } from '../context.ts'
import { GuanxiError } from '../errors.ts'
import { pinyinSortKey } from '../text/pinyin.ts'
import { normalText } from '../text/values.ts'
import type { FieldSource } from './columns.ts'
import type { Lookup } from './lookups.ts'
import { squashed } from './match-text.ts'
import { type CellContext, choiceMatcher, isEmptyCell } from './read-cell.ts'
import { namedIn, pointsAt } from './read-row.ts'
import type { TableRow } from './read-table.ts'
import { executorIn } from './session.ts'
import { usualReferences } from './usual-references.ts'

/** What the file names and the workspace does not have: choices by list, records by object, and the titles of the file's own rows. */
export type Missing = { choices: Map<string, Map<string, string>>; records: Map<string, Map<string, string>>; titles: Set<string> }

const mostMissing = 20_000

/** True when a look through the whole file is needed before its first row can be taken. */
export function needsLookAhead(sources: readonly FieldSource[], object: string): boolean {
  return sources.some(({ field, plan }) => plan.whenMissing === 'add' || (field.kind !== 'references' && pointsAt(field) === object))
}

/** Collects over the rows as they pass. */
export function collectMissing(
  sources: readonly FieldSource[],
  cells: CellContext,
  lookups: ReadonlyMap<string, Lookup>,
  object: { key: string; title: string },
) {
  const missing: Missing = { choices: new Map(), records: new Map(), titles: new Set() }
  const titleSource = sources.find(({ key }) => key === object.title)
  const adding = sources.filter(({ plan }) => plan.whenMissing === 'add')
  const lists = adding.flatMap((source) =>
    source.field.kind === 'choice' || source.field.kind === 'multiChoice' ? [{ source, matcher: choiceMatcher(source.field, cells) }] : [],
  )
  const pointing = adding.flatMap((source) => {
    const target = pointsAt(source.field)
    return target === null ? [] : [{ source, target }]
  })
  return {
    /** Records that the file itself brings are not missing. */
    result(): Missing {
      const own = missing.records.get(object.key)
      if (own) for (const squash of missing.titles) own.delete(squash)
      if (own?.size === 0) missing.records.delete(object.key)
      return missing
    },
    async add(rows: readonly TableRow[]): Promise<void> {
      if (titleSource) for (const row of rows) missing.titles.add(squashed(titleSource.textOf(row)))
      for (const { source, matcher } of lists) {
        for (const row of rows)
          for (const text of chosenIn(source.textOf(row), source))
            if (matcher.match(text) === null) keep(missing.choices, source.field.list ?? '', text)
      }
      for (const { source, target } of pointing) {
        const named = [...new Set(rows.flatMap((row) => namedIn(source.textOf(row), source.field)))]
        const lookup = lookups.get(target)
        await lookup?.prepare(named)
        for (const text of named) if (lookup?.match(text) === null) keep(missing.records, target, text)
      }
    },
  }
}

function chosenIn(text: string, { field }: FieldSource): string[] {
  if (isEmptyCell(text, field)) return []
  const whole = text.trim()
  return field.kind === 'multiChoice'
    ? whole
        .split(/[,;|，；、\n]+/)
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : [whole]
}

function keep(into: Map<string, Map<string, string>>, group: string, text: string): void {
  const texts = into.get(group) ?? new Map<string, string>()
  into.set(group, texts)
  const squash = squashed(text)
  if (squash !== '' && texts.size < mostMissing && !texts.has(squash)) texts.set(squash, normalText(text))
}

/** Adds values to the lists of base data, behind those that are there. */
export async function addChoices(context: Context, inside: ActionContext, choices: Missing['choices']): Promise<number> {
  let added = 0
  for (const [list, texts] of choices) {
    const known = context.reader.model.choices.get(list) ?? []
    const keys = new Set(known.map(({ key }) => key))
    let position = Math.max(0, ...known.map((choice) => choice.position))
    const requests = [...texts.values()].map((text) => {
      const key = unusedKey(text, keys)
      keys.add(key)
      position++
      const label = text.slice(0, 80)
      return { kind: 'create' as const, object: 'choice', values: { list, key, labelZh: label, labelEn: label, position, active: true } }
    })
    for (let at = 0; at < requests.length; at += 500) await inside.write(requests.slice(at, at + 500))
    added += requests.length
  }
  return added
}

/** A key that people can read: `Health care` is health-care, 软件服务 is ruanjianfuwu. */
function unusedKey(text: string, taken: ReadonlySet<string>): string {
  const spelled = pinyinSortKey(text)
    .replace(/:?[1-5](?=\P{ASCII})/gu, '')
    .replace(/[^a-z0-9]+/g, (gap) => (gap.includes(' ') ? '-' : ''))
  const base = spelled.slice(0, 60) || 'value'
  let key = base
  for (let number = 2; taken.has(key); number++) key = `${base}-${number}`
  return key
}

export type MadeRecords = { made: number; refused: { object: string; text: string; code: string }[] }

/** Makes the records that cells name, by their title and what they cannot be without. What its rules refuse is left out: the rows that name it say so. */
export async function makeRecords(context: Context, inside: ActionContext, object: string, texts: readonly string[]): Promise<MadeRecords> {
  const { title } = context.reader.object(object).definition
  const belongsTo = await usualReferences(executorIn(inside), context.reader, object)
  const requests = texts.map((text) => ({
    kind: 'create' as const,
    object,
    values: { [title]: text, ...Object.fromEntries([...belongsTo].map(([key, { id }]) => [key, id])) },
  }))
  try {
    await inside.write(requests)
    return { made: requests.length, refused: [] }
  } catch (error) {
    // They all hold nothing but a title, so what refuses one refuses every one.
    if (!(error instanceof GuanxiError) || error.status === 403) throw error
    return { made: 0, refused: texts.map((text) => ({ object, text, code: error.code })) }
  }
}
