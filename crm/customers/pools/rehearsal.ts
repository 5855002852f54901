import { AccessError, type Context, InvalidInputError, ident, isId, nextNight, param, readerOfSystem, sql } from '../../../engine/index.ts'
import { type PoolCondition, poolConditions } from './pool-rule.ts'
import { returnHour } from './return-job.ts'
import { activeRules, type ReturnRule } from './rules.ts'
import { takenAt } from './taken.ts'

const pageSize = 50
/** So many people are named with their counts. */
const mostPeople = 500

export type RehearsalRequest = {
  object: string
  /** A rule as it would be saved: in the place of the stored one of that id, or behind all others. */
  draft?: Partial<Omit<ReturnRule, 'pool'>> & { pool: string }
  owner?: string
  after?: string
}

export type Rehearsal = {
  at: string
  total: number
  rules: { id: string | null; pool: string; condition: PoolCondition; days: number; isDraft: boolean }[]
  people: { owner: { id: string; title: string }; rule: number; count: number }[]
  records: { id: string; title: string; owner: { id: string; title: string }; rule: number; touchedAt: string | null; heldSince: string }[]
  next: string | null
}

/** What tonight's run would take, from whom, and by which rule: the very question that the run asks. */
export async function rehearse(context: Context, request: RehearsalRequest): Promise<Rehearsal> {
  const reader = readerOfSystem(context.reader)
  if (!context.reader.principal.administrator) throw new AccessError('administrators_only')
  const { definition } = reader.object(request.object)
  if (!definition.poolable) throw new InvalidInputError('not_poolable', { field: 'object' })
  if (request.after && !isId(request.after)) throw new InvalidInputError('invalid_value', { field: 'after' })
  const ws = param(reader.workspaceId, 'uuid')
  const at = nextNight(reader.model.workspace.timeZone, returnHour, reader.clock.now())
  const touched = definition.poolable.touched
  return context.snapshot(async (snapshot) => {
    const stored = await activeRules(snapshot, reader.workspaceId, request.object)
    const poolFilter = request.draft
      ? await filterOf((statement) => snapshot.query(reader.workspaceId, statement), reader.workspaceId, request.draft.pool)
      : null
    const rules = withDraft(stored, request, poolFilter)
    const chosen = sql`${request.owner ? sql` AND n.owner_id = ${param(request.owner, 'uuid')}` : sql``}${request.after ? sql` AND n.id > ${param(request.after, 'uuid')}` : sql``}`
    const [row] = await snapshot.query<{ total: number; people: Rehearsal['people'] | null; records: Rehearsal['records'] | null }>(
      reader.workspaceId,
      sql`WITH taken AS MATERIALIZED (${takenAt(reader, request.object, rules, at)})
        SELECT (SELECT count(*)::int FROM taken) AS total,
          (SELECT json_agg(json_build_object('owner', json_build_object('id', g.owner_id, 'title', p.name), 'rule', g.rule, 'count', g.count) ORDER BY g.count DESC, g.owner_id, g.rule)
            FROM (SELECT n.owner_id, n.rule, count(*)::int AS count FROM taken n GROUP BY 1, 2 ORDER BY 3 DESC LIMIT ${param(mostPeople, 'int')}) g
            LEFT JOIN principal p ON p.workspace_id = ${ws} AND p.id = g.owner_id) AS people,
          (SELECT json_agg(json_build_object('id', r.id, 'title', t.${ident(definition.title)}, 'owner', json_build_object('id', r.owner_id, 'title', p.name), 'rule', r.rule,
              'touchedAt', ${touched ? sql`t.${ident(touched.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))}` : sql`NULL`}, 'heldSince', coalesce(t.held_since, t.created_at)) ORDER BY r.id)
            FROM (SELECT n.* FROM taken n WHERE true${chosen} ORDER BY n.id LIMIT ${param(pageSize + 1, 'int')}) r
            JOIN ${ident(definition.table)} t ON t.workspace_id = ${ws} AND t.id = r.id LEFT JOIN principal p ON p.workspace_id = ${ws} AND p.id = r.owner_id) AS records`,
    )
    const records = row?.records ?? []
    return {
      at: at.toISOString(),
      total: row?.total ?? 0,
      rules: rules.map((rule) => ({
        id: rule.id,
        pool: rule.pool,
        condition: rule.condition,
        days: rule.days,
        isDraft: request.draft !== undefined && rule.id === (request.draft.id ?? null),
      })),
      people: row?.people ?? [],
      records: records.slice(0, pageSize),
      next: records.length > pageSize ? (records[pageSize - 1]?.id ?? null) : null,
    }
  })
}

async function filterOf(
  query: (statement: ReturnType<typeof sql>) => Promise<{ object: string; filter: ReturnRule['filter'] }[]>,
  workspaceId: string,
  pool: string,
) {
  const [found] = isId(pool)
    ? await query(
        sql`SELECT object, filter FROM pool WHERE workspace_id = ${param(workspaceId, 'uuid')} AND id = ${param(pool, 'uuid')} AND deleted_at IS NULL`,
      )
    : []
  if (!found) throw new InvalidInputError('invalid_value', { field: 'pool' })
  return found
}

function withDraft(
  stored: ReturnRule[],
  { object, draft }: RehearsalRequest,
  pool: { object: string; filter: ReturnRule['filter'] } | null,
): ReturnRule[] {
  if (!draft || !pool) return stored
  const condition = poolConditions.find((one) => one === draft.condition)
  if (!condition || pool.object !== object) throw new InvalidInputError('pool_condition_unknown', { field: 'condition' })
  const days = condition === 'protectionOver' ? 0 : Number(draft.days)
  if (!Number.isInteger(days) || days < 0 || days > 3650 || (days < 1 && condition !== 'protectionOver'))
    throw new InvalidInputError('required', { field: 'days' })
  const rule: ReturnRule = {
    id: draft.id ?? null,
    pool: draft.pool,
    object,
    condition,
    days,
    warnDays: 0,
    poolFilter: pool.filter,
    filter: draft.filter ?? null,
    sparesWon: draft.sparesWon !== false,
    sparesOpen: draft.sparesOpen === true,
    changedAt: '',
  }
  const place = stored.findIndex(({ id }) => id === draft.id)
  return place < 0 ? [...stored, rule] : stored.with(place, rule)
}
