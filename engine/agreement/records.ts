import type { Context } from '../context.ts'
import { type Executor, isoInstant } from '../database.ts'
import { mainColumn } from '../declare/columns.ts'
import type { Label } from '../declare/label.ts'
import { newId } from '../ids.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { rollUpsOf } from '../rollups/fed.ts'
import { lookedUp } from '../rollups/look-up.ts'
import { figureSql } from '../rollups/write-parts.ts'
import { ident, join, param, raw, type Sql, sql } from '../sql.ts'
import { type CurrentRecord, currentRecords } from '../write/current.ts'
import { tokenVersion } from '../write/writer.ts'
import {
  derivedColumns,
  type ExpectedEntry,
  expectedEntries,
  expectedMilestones,
  expectedWords,
  type HistoryRow,
  historyBreaks,
  sameColumn,
  sameTokens,
} from './expected.ts'
import type { AgreementCheck, AgreementParts, Disagreement, Found } from './finding.ts'
import { noWorkspace, repaired } from './finding.ts'

/** So many records are looked at together: one question each for their words, entries, history and derived columns. */
const pageSize = 500

/** Every record of every workspace with what follows from it: words, timeline, history, figures of others, sort keys and typed copies. */
export const records: AgreementCheck = {
  key: 'records',
  label: { zh: '记录', en: 'Records' },
  async *run(parts, repair) {
    for (const workspaceId of await workspaceIds(parts)) {
      const context = await parts.systemContext(workspaceId)
      for (const model of context.reader.objects()) yield* objectPages(parts, context, model, repair)
    }
  },
}

async function workspaceIds({ database, onlyWorkspace }: AgreementParts): Promise<string[]> {
  if (onlyWorkspace) return [onlyWorkspace]
  const rows = await database.query<{ workspace_id: string }>(
    noWorkspace,
    sql`SELECT workspace_id FROM workspace w WHERE NOT EXISTS (SELECT 1 FROM unfinished_workspace u WHERE u.workspace_id = w.workspace_id) ORDER BY created_at, workspace_id`,
  )
  return rows.map((row) => row.workspace_id)
}

async function* objectPages(parts: AgreementParts, context: Context, model: ObjectModel, repair: boolean): AsyncIterable<readonly Found[]> {
  const { workspaceId } = context.reader
  const table = ident(model.definition.table)
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { ids, disagreements } = await parts.database.snapshot(workspaceId, async (snapshot) => {
      const rows = await snapshot.query<{ id: string }>(
        workspaceId,
        sql`SELECT id FROM ${table} WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id > ${param(after, 'uuid')} ORDER BY id LIMIT ${param(pageSize, 'int')}`,
      )
      const found = rows.map(({ id }) => id)
      return { ids: found, disagreements: await compared(snapshot, context, model, found, false) }
    })
    const wrong = [...new Set(disagreements.map(({ recordId }) => recordId ?? ''))]
    // Looked at again while nobody can change them: what is made new is made from what stands there then.
    if (repair && wrong.length > 0)
      yield await parts.database.transaction(workspaceId, async (open) => {
        const own = { ...parts, database: { ...parts.database, query: open.query } }
        return repaired(own, await compared(open, context, model, wrong, true), true)
      })
    else if (disagreements.length > 0) yield disagreements.map((one) => ({ ...one, repaired: false }))
    const last = ids.at(-1)
    if (!last || ids.length < pageSize) return
    after = last
  }
}

type Page = {
  executor: Executor
  workspaceId: string
  currency: string
  model: ObjectModel
  current: ReadonlyMap<string, CurrentRecord>
  ids: readonly string[]
}

async function compared(
  executor: Executor,
  { reader }: Context,
  model: ObjectModel,
  ids: readonly string[],
  lock: boolean,
): Promise<Disagreement[]> {
  if (ids.length === 0) return []
  const current = await currentRecords(executor, reader, model, { ids, rights: ['read'], lock })
  const page: Page = { executor, workspaceId: reader.workspaceId, currency: reader.model.workspace.currency, model, current, ids }
  const history = await historyOf(page)
  return [
    ...fromHistory(page, history),
    ...(await words(page)),
    ...(await entries(page, history)),
    ...(await columns(page)),
    ...(await figures(page, reader.object)),
  ]
}

function disagreement({ workspaceId, model }: Page, recordId: string, what: Label, fix?: Sql): Disagreement {
  return { workspaceId, object: model.definition.key, recordId, what, ...(fix ? { fix } : {}) }
}

const own = ({ workspaceId }: Page): Sql => param(workspaceId, 'uuid')
const idList = ({ ids }: Page): Sql => param(ids, 'uuid[]')

async function historyOf(page: Page): Promise<Map<string, HistoryRow[]>> {
  const rows = await page.executor.query<HistoryRow>(
    page.workspaceId,
    sql`SELECT record_id, revision, kind, at, principal_id, changes FROM history WHERE workspace_id = ${own(page)} AND record_id = ANY (${idList(page)}) AND object = ${page.model.definition.key} ORDER BY record_id, revision, at`,
  )
  return Map.groupBy(rows, (row) => row.record_id)
}

/** A record and its history are both the truth: where they differ somebody has to look. */
function fromHistory(page: Page, history: ReadonlyMap<string, readonly HistoryRow[]>): Disagreement[] {
  return [...page.current.values()].flatMap((record) => {
    const { revisions, fields } = historyBreaks(page.model, record, history.get(record.id) ?? [])
    const found = fields.map((field) =>
      disagreement(page, record.id, {
        zh: `字段 ${field} 的值与其历史不符`,
        en: `field ${field} holds another value than its history ends with`,
      }),
    )
    if (revisions)
      found.push(
        disagreement(page, record.id, {
          zh: `版本为 ${record.revision}，历史中的版本却是 ${(history.get(record.id) ?? []).map((row) => row.revision).join(', ') || '无'}`,
          en: `stands at revision ${record.revision}, and its history has ${(history.get(record.id) ?? []).map((row) => row.revision).join(', ') || 'none'}`,
        }),
      )
    return found
  })
}

type WordsRow = {
  record_id: string
  read_class: string
  /** The record again, where it is known who owns it, if anybody does. */
  owned: string | null
  owner_id: string | null
  title: string
  tokens: string
  token_version: number
}

async function words(page: Page): Promise<Disagreement[]> {
  const rows = await page.executor.query<WordsRow>(
    page.workspaceId,
    sql`SELECT d.record_id, d.read_class, o.record_id AS owned, o.owner_id, d.title, array_to_string(tsvector_to_array(d.tokens), U&'\\001F') AS tokens, d.token_version
      FROM search_document d LEFT JOIN search_owner o ON o.workspace_id = d.workspace_id AND o.record_id = d.record_id
      WHERE d.workspace_id = ${own(page)} AND d.record_id = ANY (${idList(page)})`,
  )
  const stored = new Map(rows.map((row) => [`${row.record_id} ${row.read_class}`, row]))
  const found: Disagreement[] = []
  for (const record of page.current.values()) {
    for (const { readClass, ownerId, title, tokens } of expectedWords(page.model, record)) {
      const row = stored.get(`${record.id} ${readClass}`)
      stored.delete(`${record.id} ${readClass}`)
      const isOwned = row?.owned === record.id && row.owner_id === ownerId
      if (row && isOwned && row.title === title && row.token_version === tokenVersion && sameTokens(row.tokens, tokens)) continue
      const fix = sql`SELECT search_write(${param(page.model.definition.key, 'text')}, ARRAY[${param(record.id, 'uuid')}], ARRAY[${param(readClass, 'text')}], ARRAY[${param(ownerId, 'uuid')}], ARRAY[${param(title, 'text')}], ARRAY[${param(tokens, 'text')}], ${param(tokenVersion, 'smallint')})`
      const what = row
        ? { zh: `搜索词（${readClass}）已过时`, en: `is found by words that are not its own (${readClass})` }
        : { zh: `搜索不到（${readClass}）`, en: `cannot be found by its words (${readClass})` }
      found.push(disagreement(page, record.id, what, fix))
    }
  }
  for (const row of stored.values()) {
    // Words of a class that is empty now are no words.
    if (row.tokens === '') continue
    const fix = sql`DELETE FROM search_document WHERE workspace_id = ${own(page)} AND record_id = ${param(row.record_id, 'uuid')} AND read_class = ${row.read_class}`
    found.push(
      disagreement(
        page,
        row.record_id,
        { zh: `仍可用已不存在的词搜到（${row.read_class}）`, en: `is still found by words it no longer has (${row.read_class})` },
        fix,
      ),
    )
  }
  return found
}

type EntryRow = { ref_id: string; object: string; record_id: string; at: string; id: string; kind: string }

async function entries(page: Page, history: ReadonlyMap<string, readonly HistoryRow[]>): Promise<Disagreement[]> {
  if (!page.model.definition.timeline) return []
  const rows = await page.executor.query<EntryRow>(
    page.workspaceId,
    sql`SELECT ref_id, object, record_id, at, id, kind FROM timeline_entry WHERE workspace_id = ${own(page)} AND ref_id = ANY (${idList(page)}) AND ref_object = ${page.model.definition.key}`,
  )
  const stored = Map.groupBy(rows, (row) => row.ref_id)
  return [...page.current.values()].flatMap((record) => {
    const expected = [...expectedEntries(page.model, record), ...expectedMilestones(page.model, history.get(record.id) ?? [])]
    return entriesOf(page, record, expected, (stored.get(record.id) ?? []).slice())
  })
}

function entriesOf(page: Page, record: CurrentRecord, expected: readonly ExpectedEntry[], stored: EntryRow[]): Disagreement[] {
  const found: Disagreement[] = []
  for (const entry of expected) {
    const index = stored.findIndex(
      (row) =>
        row.record_id === entry.recordId && row.kind === entry.kind && (entry.at === null || isoInstant(row.at) === isoInstant(entry.at)),
    )
    if (index >= 0) {
      stored.splice(index, 1)
      continue
    }
    const fix = sql`INSERT INTO timeline_entry (workspace_id, object, record_id, at, id, kind, ref_object, ref_id, principal_id, changes)
      SELECT t.workspace_id, ${entry.object}, ${param(entry.recordId, 'uuid')}, coalesce(${param(entry.at, 'timestamptz')}, t.created_at), ${param(newId(), 'uuid')}, ${entry.kind}, ${page.model.definition.key}, t.id,
        coalesce(${param(entry.by, 'uuid')}, t.created_by_id), ${param(entry.changes, 'jsonb')} FROM ${ident(page.model.definition.table)} t WHERE t.workspace_id = ${own(page)} AND t.id = ${param(record.id, 'uuid')}`
    const what = {
      zh: `未出现在 ${entry.object} ${entry.recordId} 的时间线中`,
      en: `is not in the timeline of ${entry.object} ${entry.recordId}`,
    }
    found.push(disagreement(page, record.id, what, fix))
  }
  for (const row of stored) {
    const what = {
      zh: `多出一条时间线：${row.object} ${row.record_id}`,
      en: `has an entry too many in the timeline of ${row.object} ${row.record_id}`,
    }
    const fix = sql`DELETE FROM timeline_entry WHERE workspace_id = ${own(page)} AND record_id = ${param(row.record_id, 'uuid')} AND at = ${param(row.at, 'timestamptz')} AND id = ${param(row.id, 'uuid')}`
    found.push(disagreement(page, record.id, what, fix))
  }
  return found
}

async function columns(page: Page): Promise<Disagreement[]> {
  const derived = derivedColumns(page.model)
  if (derived.length === 0) return []
  const table = ident(page.model.definition.table)
  const rows = await page.executor.query<Record<string, unknown>>(
    page.workspaceId,
    sql`SELECT ${join([raw('id'), ...derived.map(({ column }) => ident(column))])} FROM ${table} WHERE workspace_id = ${own(page)} AND id = ANY (${idList(page)})`,
  )
  return rows.flatMap((row) => {
    const record = page.current.get(String(row.id))
    const wrong = record ? derived.filter(({ column, type, of }) => !sameColumn(type, row[column], of(record.values))) : []
    return wrong.map(({ column, type, of }) => {
      const fix = sql`UPDATE ${table} SET ${ident(column)} = ${param(of(record?.values ?? {}) ?? null, type)} WHERE workspace_id = ${own(page)} AND id = ${param(row.id, 'uuid')}`
      const what = { zh: `${column} 与其字段的值不符`, en: `${column} does not follow from the value of its field` }
      return disagreement(page, String(row.id), what, fix)
    })
  })
}

/** The figures that a record keeps of those that point at it, and what these say. */
async function figures(page: Page, object: (key: string) => ObjectModel): Promise<Disagreement[]> {
  const kept = rollUpsOf(page.model.definition, (key) => object(key).definition)
  if (kept.length === 0) return []
  const table = ident(page.model.definition.table)
  const columns = kept.map((fed, index) => {
    const stands = sql`a.${ident(mainColumn(fed.key, fed.field))}`
    const follows = lookedUp(fed, 'a')
    return sql`${stands}::text AS ${raw(`s${index}`)}, ${follows}::text AS ${raw(`f${index}`)}`
  })
  const rows = await page.executor.query<Record<string, string | null>>(
    page.workspaceId,
    sql`SELECT a.id, ${join(columns)} FROM ${table} a WHERE a.workspace_id = ${own(page)} AND a.id = ANY (${idList(page)})`,
  )
  return rows.flatMap((row) =>
    kept.flatMap((fed, index) => {
      const [stands, follows] = [row[`s${index}`] ?? null, row[`f${index}`] ?? null]
      if (stands === follows) return []
      const set = figureSql(fed, lookedUp(fed, 'a'), page.currency)
      const fix = sql`UPDATE ${table} a SET ${join(set)} WHERE a.workspace_id = ${own(page)} AND a.id = ${param(row.id, 'uuid')}`
      const what = {
        zh: `${fed.key} 为 ${stands ?? '空'}，相关记录却说 ${follows ?? '空'}`,
        en: `${fed.key} is ${stands ?? 'empty'}, and the records it follows from say ${follows ?? 'empty'}`,
      }
      return [disagreement(page, String(row.id), what, fix)]
    }),
  )
}
