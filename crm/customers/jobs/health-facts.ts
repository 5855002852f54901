import { dateIn, param, type Reader, type Sql, sql } from '../../../engine/index.ts'
import { type HealthFacts, type HealthRules, healthRulesFrom } from '../rules/health.ts'

type Query = <Row>(statement: Sql) => Promise<Row[]>

/** A customer with what its health follows from, and the health that it has now. */
export type KnownHealth = {
  readonly id: string
  readonly name: string
  readonly health: number | null
  readonly healthLastMonth: number | null
  /** The day on which its health was first told in this month. */
  readonly healthOn: string | null
  readonly facts: HealthFacts
}

type Row = {
  id: string
  name: string
  health: string | null
  health_last_month: string | null
  health_on: string | null
  last_at: string | null
  open: string
  won: string
  won_on: string | null
  due_at: string | null
  touches: string
  year: string
  first_at: string | null
}

const day = 86_400_000
const rhythmDays = 365
const countedDays = 84

/** The facts of the customers that `which` names under `a`, in the order of ids: one statement, whatever their number. */
export async function healthFacts(query: Query, reader: Reader, which: Sql, limit: number): Promise<KnownHealth[]> {
  const now = reader.clock.now()
  const before = (days: number): Sql => param(new Date(now.getTime() - days * day).toISOString(), 'timestamptz')
  const until = param(now.toISOString(), 'timestamptz')
  const rows = await query<Row>(
    sql`SELECT a.id, a.name, a.health, a.health_last_month, a.health_on, r.last_at, a.open_opportunities AS open, a.won_opportunities AS won,
        a.last_won_on AS won_on, a.earliest_due_at AS due_at, r.touches, r.year, r.first_at
      FROM (SELECT a.* FROM account a WHERE a.workspace_id = ${param(reader.workspaceId, 'uuid')} AND a.deleted_at IS NULL AND ${which} ORDER BY a.id LIMIT ${param(limit, 'int')}) a
      CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE c.occur_at > ${before(countedDays)}) AS touches, count(*) AS year, min(c.occur_at) AS first_at, coalesce(max(c.occur_at), CASE WHEN a.last_activity_at <= ${until} THEN a.last_activity_at END) AS last_at
        FROM activity c WHERE c.workspace_id = a.workspace_id AND c.account_id = a.id AND c.deleted_at IS NULL AND c.status = 'done' AND c.type <> 'task'
          AND c.occur_at > ${before(rhythmDays)} AND c.occur_at <= ${until}) r
      ORDER BY a.id`,
  )
  const zone = reader.model.workspace.timeZone
  return rows.map((row) => knownHealth(row, now, zone))
}

/** As people count them: from day to day, in the zone of the workspace. */
function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / day))
}

function knownHealth(row: Row, now: Date, zone: string): KnownHealth {
  const today = dateIn(zone, now)
  const [year, first, last] = [Number(row.year), row.first_at, row.last_at]
  const figure = (value: string | null): number | null => (value === null ? null : Number(value))
  const isRhythm = year >= 3 && first !== null && last !== null
  return {
    id: row.id,
    name: row.name,
    health: figure(row.health),
    healthLastMonth: figure(row.health_last_month),
    healthOn: row.health_on,
    facts: {
      daysSinceTouch: last === null ? null : daysBetween(dateIn(zone, new Date(last)), today),
      usualDays: isRhythm ? Math.round((Date.parse(last) - Date.parse(first)) / day / (year - 1)) : null,
      touches: Number(row.touches),
      openOpportunities: Number(row.open),
      wonOpportunities: Number(row.won),
      daysSinceWon: row.won_on === null ? null : daysBetween(row.won_on, today),
      daysOverdue: row.due_at === null ? 0 : Math.max(0, Math.floor((now.getTime() - Date.parse(row.due_at)) / day)),
    },
  }
}

/** The weights of the workspace. */
export async function healthRules(query: Query, { workspaceId }: Reader): Promise<HealthRules> {
  const rows = await query<{ part: string; weight: string; target: string }>(
    sql`SELECT part, weight, target FROM health_rule WHERE workspace_id = ${param(workspaceId, 'uuid')} AND deleted_at IS NULL`,
  )
  return healthRulesFrom(rows.map(({ part, weight, target }) => ({ part, weight: Number(weight), target: Number(target) })))
}
