import { valueColumns } from '../data/stored-value.ts'
import { columnsOf } from '../declare/columns.ts'
import type { Label } from '../declare/label.ts'
import { newId } from '../ids.ts'
import { typedChangeTable } from '../schema/ddl.ts'
import { ident, join, or, param, raw, type Sql, sql } from '../sql.ts'
import { type AgreementCheck, type AgreementParts, type Disagreement, noWorkspace, repaired } from './finding.ts'

/** So many of one kind are named at a time. */
const pageSize = 500

type Row = { workspace_id: string; object: string; record_id: string; note: string | null }
type Look = { readonly what: Label; readonly rows: (page: Sql) => Sql; readonly fix?: (row: Row) => Sql }

/** Rows that belong to a record that is not there, links to nobody, users without their principal, typed changes that end elsewhere. */
export const withoutRecord: AgreementCheck = {
  key: 'belongings',
  label: { zh: '附属数据', en: 'What belongs to records' },
  async *run(parts, repair) {
    for (const look of [...belongings(parts), ...principals(parts), ...typedChanges(parts)]) {
      for (let after = ['', ''], more = true; more; ) {
        const page = sql`(q.workspace_id::text, q.record_id::text) > (${param(after[0], 'text')}, ${param(after[1], 'text')}) ORDER BY q.workspace_id::text, q.record_id::text LIMIT ${param(pageSize, 'int')}`
        const rows = await parts.database.query<Row>(noWorkspace, look.rows(page))
        yield await repaired(
          parts,
          rows.map((row): Disagreement => disagreement(look, row)),
          repair,
        )
        const last = rows.at(-1)
        more = last !== undefined && rows.length === pageSize
        if (last) after = [last.workspace_id, last.record_id]
      }
    }
  },
}

function disagreement({ what, fix }: Look, row: Row): Disagreement {
  const note = row.note ?? ''
  return {
    workspaceId: row.workspace_id,
    object: row.object,
    recordId: row.record_id,
    what: { zh: what.zh.replace('{note}', note), en: what.en.replace('{note}', note) },
    ...(fix ? { fix: fix(row) } : {}),
  }
}

/** All records as one table: a single pass over what belongs to them, whatever they are. */
function everyRecord({ registry }: AgreementParts, onlyLiving = false): Sql {
  const tables = [...registry.objects.values()].map(
    ({ key, table }) =>
      sql`SELECT ${raw(`'${key}'::text`)} AS object, workspace_id, id FROM ${ident(table)}${raw(onlyLiving ? ' WHERE deleted_at IS NULL' : '')}`,
  )
  return join(tables, ' UNION ALL ')
}

function belongings(parts: AgreementParts): Look[] {
  const known = param([...parts.registry.objects.keys()], 'text[]')
  const look = (table: string, object: string, id: string, what: Label, { onlyLiving = false } = {}): Look => ({
    what,
    // What belongs to an object that is not installed is left alone: its pack may come back.
    rows: (
      page,
    ) => sql`SELECT * FROM (SELECT DISTINCT b.workspace_id, b.${ident(object)} AS object, b.${ident(id)} AS record_id, NULL AS note FROM ${ident(table)} b
      LEFT JOIN (${everyRecord(parts, onlyLiving)}) r ON r.object = b.${ident(object)} AND r.workspace_id = b.workspace_id AND r.id = b.${ident(id)}
      WHERE r.id IS NULL AND b.${ident(id)} IS NOT NULL AND b.${ident(object)} = ANY (${known})) q WHERE ${page}`,
    fix: (row) =>
      sql`DELETE FROM ${ident(table)} WHERE workspace_id = ${param(row.workspace_id, 'uuid')} AND ${ident(object)} = ${row.object} AND ${ident(id)} = ${param(row.record_id, 'uuid')}`,
  })
  return [
    look(
      'search_document',
      'object',
      'record_id',
      { zh: '记录已不在，却仍能搜到', en: 'is not there and can still be found' },
      { onlyLiving: true },
    ),
    look('timeline_entry', 'object', 'record_id', { zh: '记录已不在，却仍有时间线', en: 'is not there and still has a timeline' }),
    look('timeline_entry', 'ref_object', 'ref_id', {
      zh: '记录已不在，却仍出现在时间线中',
      en: 'is not there and still stands in a timeline',
    }),
    look('reference_link', 'object', 'record_id', { zh: '记录已不在，却仍有关联', en: 'is not there and still points at others' }),
    look('follower', 'object', 'record_id', { zh: '记录已不在，却仍有人关注', en: 'is not there and is still followed' }),
    look('notification', 'object', 'record_id', { zh: '记录已不在，却仍有通知', en: 'is not there and is still told of' }),
    look('external_key', 'object', 'record_id', {
      zh: '记录已不在，却仍占用外部编号',
      en: 'is not there and still holds an id of another system',
    }),
    {
      what: { zh: '关联指向不存在的记录 {note}', en: 'points at {note}, which is not there' },
      rows: (page) => sql`SELECT * FROM (SELECT b.workspace_id, b.object, b.record_id, b.target_id::text AS note FROM reference_link b
        LEFT JOIN (${everyRecord(parts)} UNION ALL SELECT 'principal', workspace_id, id FROM principal) r ON r.workspace_id = b.workspace_id AND r.id = b.target_id WHERE r.id IS NULL) q WHERE ${page}`,
      fix: (row) =>
        sql`DELETE FROM reference_link WHERE workspace_id = ${param(row.workspace_id, 'uuid')} AND object = ${row.object} AND record_id = ${param(row.record_id, 'uuid')} AND target_id = ${param(row.note, 'uuid')}`,
    },
  ]
}

function principals({ registry }: AgreementParts): Look[] {
  return [...registry.objects.values()].flatMap(({ key, table, principal }): Look[] => {
    if (!principal) return []
    const name = ident(table)
    return [
      {
        what: { zh: '与其主体的姓名或状态不符', en: 'is called otherwise, or is otherwise active, as a principal' },
        rows: (
          page,
        ) => sql`SELECT * FROM (SELECT t.workspace_id, ${raw(`'${key}'::text`)} AS object, t.id AS record_id, NULL AS note FROM ${name} t
          LEFT JOIN principal p ON p.workspace_id = t.workspace_id AND p.id = t.id
          WHERE p.id IS NULL OR p.name <> t.name OR p.active <> coalesce(t.active, true)) q WHERE ${page}`,
        fix: (row) => sql`INSERT INTO principal AS p (workspace_id, id, kind, name, name_sort, active, created_at)
          SELECT t.workspace_id, t.id, ${principal}, t.name, coalesce(t.name_sort, t.name), coalesce(t.active, true), t.created_at FROM ${name} t WHERE t.workspace_id = ${param(row.workspace_id, 'uuid')} AND t.id = ${param(row.record_id, 'uuid')}
          ON CONFLICT (workspace_id, id) DO UPDATE SET name = excluded.name, name_sort = excluded.name_sort, active = excluded.active`,
      },
    ]
  })
}

/** The latest typed change of a record holds what the record holds. */
function typedChanges({ registry }: AgreementParts): Look[] {
  return [...registry.objects.values()].flatMap((definition): Look[] => {
    const { key, table, typedChanges: watched = [], fields } = definition
    if (watched.length === 0) return []
    const [name, changes] = [ident(table), ident(typedChangeTable(definition))]
    const columns = watched.flatMap((field) => (fields[field] ? valueColumns(field, fields[field]) : [])).map(ident)
    const latest = sql`LEFT JOIN LATERAL (SELECT * FROM ${changes} c WHERE c.workspace_id = t.workspace_id AND c.record_id = t.id ORDER BY c.at DESC, c.id DESC LIMIT 1) c ON true`
    return [
      {
        what: { zh: '按日期的阶段与金额记录与现值不符', en: 'stands otherwise in the record of stages and amounts by date' },
        rows: (
          page,
        ) => sql`SELECT * FROM (SELECT t.workspace_id, ${raw(`'${key}'::text`)} AS object, t.id AS record_id, NULL AS note FROM ${name} t ${latest}
          WHERE c.record_id IS NULL OR ${or(columns.map((column) => sql`c.${column} IS DISTINCT FROM t.${column}`))}) q WHERE ${page}`,
        fix: (row) => {
          const all = watched
            .flatMap((field) => (fields[field] ? columnsOf(field, fields[field]) : []))
            .map(({ name: column }) => ident(column))
          return sql`INSERT INTO ${changes} (workspace_id, record_id, at, id, principal_id, ${join(all)})
            SELECT t.workspace_id, t.id, greatest(t.changed_at, c.at + interval '1 microsecond'), ${param(newId(), 'uuid')}, t.changed_by_id, ${join(all.map((column) => sql`t.${column}`))}
            FROM ${name} t ${latest} WHERE t.workspace_id = ${param(row.workspace_id, 'uuid')} AND t.id = ${param(row.record_id, 'uuid')}`
        },
      },
    ]
  })
}
