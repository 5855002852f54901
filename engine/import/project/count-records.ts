import type { Executor } from '../../database.ts'
import type { ObjectModel } from '../../model/workspace-model.ts'
import { ident, join, param, type Sql, sql } from '../../sql.ts'
import { isChoice, type Measure, storedFigure } from './measures.ts'

/**
 * How a figure of the file and the same figure of the record stand to each other. `same`; `merged`: a later row of the file gave the record another value;
 * `kept`: the record's own value was to stay; `deleted`, `edited`: since the import; `otherwise`: not from the file, but a default or an earlier value;
 * `differs`: nobody knows why.
 */
export type Standing = 'same' | 'merged' | 'kept' | 'deleted' | 'edited' | 'otherwise' | 'differs'
export type FigureStanding = {
  name: string
  standing: Standing
  sourceCount: number
  source: string
  resultCount: number
  result: string
  least: string | null
  most: string | null
}
export type RecordCount = {
  records: number
  deleted: number
  edited: number
  figures: FigureStanding[]
  choices: { name: string; value: string; count: number }[]
}

export type CountedImport = { id: string; batchId: string; startedAt: string }

/**
 * What stands in the records of an import now, figure by figure, against what its rows gave them. By hand, because it compares rows of a file with
 * records across all their fields in one pass; the fields are those that the reader sees, and the records those of the reader's own import.
 */
export async function countRecords(
  executor: Executor,
  workspaceId: string,
  model: ObjectModel,
  measures: readonly Measure[],
  imported: CountedImport,
): Promise<RecordCount> {
  const given = { workspaceId, imported, table: model.definition.table }
  const [records] = await executor.query<{ records: string; deleted: string; edited: string }>(workspaceId, recordsStatement(given))
  const figures = measures.filter((measure) => !isChoice(measure))
  const choices = measures.filter(isChoice)
  return {
    records: Number(records?.records ?? 0),
    deleted: Number(records?.deleted ?? 0),
    edited: Number(records?.edited ?? 0),
    figures: figures.length === 0 ? [] : (await executor.query<StandingRow>(workspaceId, figuresStatement(given, figures))).map(standingOf),
    choices:
      choices.length === 0
        ? []
        : (await executor.query<{ name: string; value: string; count: string }>(workspaceId, choicesStatement(given, choices))).map(
            (one) => ({
              ...one,
              count: Number(one.count),
            }),
          ),
  }
}

type Given = { workspaceId: string; imported: CountedImport; table: string }
type StandingRow = Record<'name' | 'standing' | 'source_count' | 'source' | 'result_count' | 'result', string> & {
  least: string | null
  most: string | null
}

function standingOf(row: StandingRow): FigureStanding {
  const { name, standing, source_count, source, result_count, result, least, most } = row
  return {
    name,
    standing: standing as Standing,
    sourceCount: Number(source_count),
    source,
    resultCount: Number(result_count),
    result,
    least,
    most,
  }
}

/** The rows of the file that became or changed a record. */
function takenRows({ workspaceId, imported }: Given): Sql {
  return sql`SELECT r.record_id, r.row_number, r.figures, r.kept FROM import_outcome r
    WHERE r.workspace_id = ${param(workspaceId, 'uuid')} AND r.import_id = ${param(imported.id, 'uuid')} AND r.record_id IS NOT NULL AND r.outcome IN ('created', 'updated', 'unchanged')`
}

/** True where somebody changed the record after this import; `field` narrows it to one field. */
function editedSince({ workspaceId, imported }: Given, record: Sql, field?: Sql): Sql {
  const changed = field ? sql` AND later.changes ? ${field}` : sql``
  return sql`EXISTS (SELECT 1 FROM history later WHERE later.workspace_id = ${param(workspaceId, 'uuid')} AND later.record_id = ${record} AND later.at >= ${param(imported.startedAt, 'timestamptz')}
    AND later.change_id <> ${param(imported.batchId, 'uuid')}${changed})`
}

/**
 * The records that are there. Each is fetched by its key and looked at afterwards: right after a run the database knows so little of the new rows that an
 * index of all that are not deleted would seem as good, and be read whole for each of them.
 */
function aliveRecords({ workspaceId, table }: Given): Sql {
  return sql`SELECT t.* FROM (SELECT DISTINCT record_id FROM taken) d
    CROSS JOIN LATERAL (SELECT r.* FROM ${ident(table)} r WHERE r.workspace_id = ${param(workspaceId, 'uuid')} AND r.id = d.record_id OFFSET 0) t WHERE t.deleted_at IS NULL`
}

function recordsStatement(given: Given): Sql {
  return sql`WITH taken AS (${takenRows(given)}), ids AS (SELECT DISTINCT record_id AS id FROM taken)
    SELECT count(*) AS records, count(*) FILTER (WHERE t.id IS NULL OR t.deleted_at IS NOT NULL) AS deleted,
      count(*) FILTER (WHERE t.deleted_at IS NULL AND ${editedSince(given, sql`ids.id`)}) AS edited
    FROM ids LEFT JOIN ${ident(given.table)} t ON t.workspace_id = ${param(given.workspaceId, 'uuid')} AND t.id = ids.id`
}

/**
 * Both sides of every figure are brought together by grouping, not by joining: right after a run the database has no statistics of the new rows, and would
 * compare each with each.
 */
function figuresStatement(given: Given, measures: readonly Measure[]): Sql {
  const held = join(measures.map((measure) => pair(storedFigure(measure, 't'))))
  return sql`WITH taken AS MATERIALIZED (${takenRows(given)}),
    given AS (SELECT k.record_id, k.row_number, f.key AS name, f.value::numeric AS value, split_part(f.key, ':', 1) = ANY (coalesce(k.kept, '{}')) AS kept
      FROM taken k CROSS JOIN LATERAL jsonb_each_text(k.figures) AS f (key, value) WHERE NOT starts_with(f.key, '=')),
    ranked AS (SELECT g.*, row_number() OVER (PARTITION BY g.record_id, g.name, g.kept ORDER BY g.row_number DESC) AS nth FROM given g),
    alive AS MATERIALIZED (${aliveRecords(given)}),
    sides AS (
      SELECT record_id, name, value AS source, NULL::numeric AS result, false AS alive FROM ranked WHERE nth = 1 AND NOT kept
      UNION ALL SELECT t.id, v.name, NULL, v.value, true FROM alive t CROSS JOIN LATERAL (VALUES ${held}) AS v (name, value) WHERE v.value IS NOT NULL
      UNION ALL SELECT t.id, '', NULL, NULL, true FROM alive t),
    paired AS (SELECT s.record_id, s.name, max(s.source) AS source, max(s.result) AS result, bool_or(s.alive) AS alive FROM sides s GROUP BY s.record_id, s.name),
    known AS (SELECT p.*, bool_or(p.alive) OVER (PARTITION BY p.record_id) AS lives FROM paired p),
    compared AS (
      SELECT n.name, n.source, n.result,
        CASE WHEN n.source = n.result THEN 'same' WHEN NOT n.lives THEN 'deleted'
          WHEN ${editedSince(given, sql`n.record_id`, sql`split_part(n.name, ':', 1)`)} THEN 'edited'
          WHEN n.source IS NULL THEN 'otherwise' ELSE 'differs' END AS standing
      FROM known n WHERE n.name <> ''
      UNION ALL
      SELECT name, value, NULL, CASE WHEN kept THEN 'kept' ELSE 'merged' END FROM ranked WHERE kept OR nth > 1)
    SELECT name, standing, count(source) AS source_count, trim_scale(coalesce(sum(source), 0))::text AS source, count(result) AS result_count,
      trim_scale(coalesce(sum(result), 0))::text AS result, min(result)::text AS least, max(result)::text AS most FROM compared GROUP BY name, standing`
}

function choicesStatement(given: Given, measures: readonly Measure[]): Sql {
  const held = join(measures.map((measure) => pair(storedFigure(measure, 't'))))
  return sql`WITH taken AS (${takenRows(given)}), alive AS (${aliveRecords(given)})
    SELECT v.name, v.value, count(*) FROM alive t CROSS JOIN LATERAL (VALUES ${held}) AS v (name, value) WHERE v.value IS NOT NULL GROUP BY v.name, v.value ORDER BY count(*) DESC LIMIT 5000`
}

function pair({ name, value }: { name: Sql; value: Sql }): Sql {
  return sql`(${name}, ${value})`
}
