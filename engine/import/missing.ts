import type { ActionContext, Context } from '../context.ts'
import { GuanxiError } from '../errors.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { sql } from '../sql.ts'
import { pinyinSortKey } from '../text/pinyin.ts'
import { normalText } from '../text/values.ts'
import type { FieldSource } from './columns.ts'
import { createLookup, type Lookup } from './lookups.ts'
import { squashed } from './match-text.ts'
import { type CellContext, choiceMatcher, isEmptyCell } from './read-cell.ts'
import { meantBy, namedIn, partsOf, pointsAt } from './read-row.ts'
import type { TableRow } from './read-table.ts'
import { collectDetails, type RelatedDetails } from './related.ts'
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
  /** `keyOf`: a row's id in the other system, by which rows may name each other too. */
  object: { key: string; title: string; keyOf?: (row: TableRow) => string | null },
  objects: ReadonlyMap<string, ObjectModel> = new Map(),
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
  const details = collectDetails(sources, objects, cells)
  return {
    details,
    /** Records that the file itself brings are not missing. */
    result(): Missing {
      const own = missing.records.get(object.key)
      if (own) for (const squash of missing.titles) own.delete(squash)
      if (own?.size === 0) missing.records.delete(object.key)
      return { ...missing, records: inOrder(missing.records, objects) }
    },
    async add(rows: readonly TableRow[]): Promise<void> {
      details.add(rows)
      if (titleSource) for (const row of rows) missing.titles.add(squashed(titleSource.textOf(row)))
      if (object.keyOf)
        for (const row of rows) {
          const key = object.keyOf(row)
          if (key !== null) missing.titles.add(squashed(key))
        }
      for (const { source, matcher } of lists) {
        for (const row of rows)
          for (const text of chosenIn(source.textOf(row), source))
            if (matcher.match(text) === null) keep(missing.choices, source.field.list ?? '', text)
      }
      for (const { source, target } of pointing) {
        const lookup = lookups.get(target)
        const texts = [...new Set(rows.map((row) => source.textOf(row)))]
        await lookup?.prepare(texts.flatMap((text) => [...namedIn(text, source.field), ...partsOf(text)]))
        for (const text of new Set(texts.flatMap((one) => meantBy(one, source.field, lookup))))
          if (lookup?.match(text) === null) keep(missing.records, target, text)
      }
    },
  }
}

/** What others point at is made first. */
function inOrder(records: Missing['records'], objects: ReadonlyMap<string, ObjectModel>): Missing['records'] {
  const needs = (object: string): number =>
    [...(objects.get(object)?.fields.values() ?? [])].filter(
      ({ kind, to }) => kind === 'reference' && to !== object && records.has(to ?? ''),
    ).length
  return new Map([...records].sort(([one], [other]) => needs(one) - needs(other)))
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

/**
 * Makes the records that cells name, by their title, what else the file says of them, and what they cannot be without. What its rules refuse is made
 * from its title alone, or left out: the rows that name it say so.
 */
export async function makeRecords(
  context: Context,
  inside: ActionContext,
  object: string,
  texts: readonly string[],
  detailsOf: (object: string, text: string) => RelatedDetails = () => ({ values: {}, named: {} }),
): Promise<MadeRecords> {
  const { title } = context.reader.object(object).definition
  const usual = await usualReferences(executorIn(inside), context.reader, object)
  const belongsTo = Object.fromEntries([...usual].map(([key, { id }]) => [key, id]))
  const known = texts.map((text) => ({ text, details: detailsOf(object, text) }))
  const linked = await linksOf(context, inside, object, known)
  const requests = known.map(({ text, details }, index) => ({
    text,
    bare: { ...belongsTo, [title]: text },
    whole: { ...belongsTo, ...details.values, ...linked[index], [title]: text },
  }))
  return writeEach(inside, object, requests)
}

/** The records that those to be made belong to, as the rows name them. */
async function linksOf(
  context: Context,
  inside: ActionContext,
  object: string,
  known: readonly { details: RelatedDetails }[],
): Promise<Record<string, string>[]> {
  const links = known.map((): Record<string, string> => ({}))
  for (const key of new Set(known.flatMap(({ details }) => Object.keys(details.named)))) {
    const target = context.reader.object(object).fields.get(key)?.to ?? ''
    const lookup = await createLookup(executorIn(inside), context.reader, target)
    await lookup.prepare(known.flatMap(({ details }) => details.named[key] ?? []))
    for (const [index, { details }] of known.entries()) {
      const match = details.named[key] === undefined ? null : lookup.match(details.named[key])
      const link = links[index]
      if (link && match !== null && match !== 'several') link[key] = match.value
    }
  }
  return links
}

type ToMake = { text: string; bare: Record<string, unknown>; whole: Record<string, unknown> }

/** All at once; where one is refused, by halves until it stands alone. */
async function writeEach(inside: ActionContext, object: string, requests: readonly ToMake[]): Promise<MadeRecords> {
  const [only] = requests
  if (only === undefined) return { made: 0, refused: [] }
  const refusal = await attempt(
    inside,
    requests.map(({ whole }) => ({ kind: 'create' as const, object, values: whole })),
  )
  if (refusal === null) return { made: requests.length, refused: [] }
  if (requests.length === 1) {
    const bare = await attempt(inside, [{ kind: 'create', object, values: only.bare }])
    return bare === null ? { made: 1, refused: [] } : { made: 0, refused: [{ object, text: only.text, code: bare.code }] }
  }
  const half = Math.ceil(requests.length / 2)
  const first = await writeEach(inside, object, requests.slice(0, half))
  // Records that hold nothing but a title are refused all alike.
  const isBare = requests.every(({ bare, whole }) => Object.keys(bare).length === Object.keys(whole).length)
  if (isBare && first.made === 0) return { made: 0, refused: requests.map(({ text }) => ({ object, text, code: refusal.code })) }
  const second = await writeEach(inside, object, requests.slice(half))
  return { made: first.made + second.made, refused: [...first.refused, ...second.refused] }
}

async function attempt(inside: ActionContext, requests: Parameters<ActionContext['write']>[0]): Promise<GuanxiError | null> {
  await inside.query(sql`SAVEPOINT making`)
  try {
    await inside.write(requests)
    await inside.query(sql`RELEASE SAVEPOINT making`)
    return null
  } catch (error) {
    await inside.query(sql`ROLLBACK TO SAVEPOINT making`)
    if (!(error instanceof GuanxiError) || error.status === 403) throw error
    return error
  }
}
