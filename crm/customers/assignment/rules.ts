import { dateIn, type Executor, type Filter, isWorkday, param, type Reader, sql, type WorkCalendar } from '../../../engine/index.ts'
import type { AssignmentWay } from './choose.ts'

/** A rule with the people who may get records by it at this moment, in its order. */
export type ReadyRule = {
  /** Null for one that is only being thought of. */
  readonly id: string | null
  readonly name: string
  readonly filter: Filter | null
  readonly way: AssignmentWay
  readonly most: number | null
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/** What decides who may get records by a rule, as it is stored or only thought of. */
export type RuleValues = {
  readonly id: string | null
  readonly name: string
  readonly filter: Filter | null
  readonly way: AssignmentWay
  readonly most: number | null
  readonly receivers: readonly string[]
  readonly receiverOrder: readonly string[]
  readonly departments: readonly string[]
  readonly skills: readonly string[]
  readonly hoursFrom: string | null
  readonly hoursTo: string | null
  readonly workdaysOnly: boolean
}

type Row = Omit<RuleValues, 'receiverOrder' | 'skills' | 'most'> & { receiverOrder: unknown; skills: string[] | null; most: string | null }

/** The rules of an object that are switched on, in their order. */
export async function activeRules(executor: Executor, workspaceId: string, object: string): Promise<RuleValues[]> {
  const ws = param(workspaceId, 'uuid')
  const links = (key: string) =>
    sql`ARRAY(SELECT l.target_id FROM reference_link l WHERE l.workspace_id = ${ws} AND l.object = 'assignmentRule' AND l.field = ${key} AND l.record_id = r.id ORDER BY l.target_id)`
  const rows = await executor.query<Row>(
    workspaceId,
    sql`SELECT r.id, r.name, r.filter, r.way, r.most, ${links('receivers')} AS receivers, r.receiver_order AS "receiverOrder", ${links('departments')} AS departments, r.skills,
        r.hours_from AS "hoursFrom", r.hours_to AS "hoursTo", r.workdays_only AS "workdaysOnly"
      FROM assignment_rule r WHERE r.workspace_id = ${ws} AND r.object = ${object} AND r.active AND r.deleted_at IS NULL ORDER BY r."position", r.id`,
  )
  return rows.map((row) => ({
    ...row,
    most: row.most === null ? null : Number(row.most),
    skills: row.skills ?? [],
    receiverOrder: Array.isArray(row.receiverOrder) ? row.receiverOrder.map(String) : [],
  }))
}

/** Who may get records by these rules now: active, with the skills, not away, and within the hours of the rule. */
export async function readyRules(executor: Executor, reader: Reader, rules: readonly RuleValues[]): Promise<ReadyRule[]> {
  const ws = param(reader.workspaceId, 'uuid')
  const now = reader.clock.now()
  const { timeZone } = reader.model.workspace
  const calendar = rules.some(({ workdaysOnly }) => workdaysOnly) ? await workCalendar(executor, reader) : null
  const ids = (list: readonly (readonly string[])[]) => param([...new Set(list.flat())], 'uuid[]')
  const people = await executor.query<{ id: string; name: string; skills: string[] | null; departments: string[] }>(
    reader.workspaceId,
    sql`SELECT u.id, u.name, u.skills, ARRAY(SELECT u.department_id UNION SELECT l.target_id FROM reference_link l WHERE l.workspace_id = ${ws} AND l.object = 'user' AND l.field = 'departments' AND l.record_id = u.id) AS departments
      FROM app_user u WHERE u.workspace_id = ${ws} AND u.active AND u.deleted_at IS NULL
        AND (u.id = ANY (${ids(rules.map(({ receivers }) => receivers))}) OR u.department_id = ANY (${ids(rules.map(({ departments }) => departments))})
          OR EXISTS (SELECT 1 FROM reference_link l WHERE l.workspace_id = ${ws} AND l.object = 'user' AND l.field = 'departments' AND l.record_id = u.id AND l.target_id = ANY (${ids(rules.map(({ departments }) => departments))})))
        AND NOT EXISTS (SELECT 1 FROM absence a WHERE a.workspace_id = ${ws} AND a.owner_id = u.id AND a.deleted_at IS NULL AND a.start_at <= ${param(now.toISOString(), 'timestamptz')} AND a.end_at > ${param(now.toISOString(), 'timestamptz')})
      ORDER BY u.name_sort, u.id`,
  )
  return rules.map((rule) => {
    const { id, name, filter, way, most, receiverOrder } = rule
    const place = (person: string): number => {
      const found = receiverOrder.indexOf(person)
      return found < 0 ? receiverOrder.length : found
    }
    const isOne = (person: (typeof people)[number]): boolean =>
      (rule.receivers.includes(person.id) || person.departments.some((one) => rule.departments.includes(one))) &&
      rule.skills.every((skill) => person.skills?.includes(skill))
    const fitting = withinHours(rule, now, timeZone, calendar) ? people.filter(isOne) : []
    return { id, name, filter, way, most, people: fitting.toSorted((one, other) => place(one.id) - place(other.id)) }
  })
}

/** Whether the rule gives anything out at this moment, on the wall of the workspace. */
export function withinHours(
  { hoursFrom, hoursTo, workdaysOnly }: Pick<RuleValues, 'hoursFrom' | 'hoursTo' | 'workdaysOnly'>,
  now: Date,
  timeZone: string,
  calendar: WorkCalendar | null,
): boolean {
  if (workdaysOnly && calendar && !isWorkday(dateIn(timeZone, now), calendar)) return false
  if (!hoursFrom || !hoursTo) return true
  const wall = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(now)
  return hoursFrom <= wall && wall < hoursTo
}

async function workCalendar(executor: Executor, reader: Reader): Promise<WorkCalendar> {
  const today = dateIn(reader.model.workspace.timeZone, reader.clock.now())
  const rows = await executor.query<{ is_workday: boolean }>(
    reader.workspaceId,
    sql`SELECT is_workday FROM holiday WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND date = ${param(today, 'date')} AND deleted_at IS NULL`,
  )
  const [found] = rows
  return { off: new Set(found && !found.is_workday ? [today] : []), work: new Set(found?.is_workday ? [today] : []) }
}
