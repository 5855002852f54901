import { Type } from '@sinclair/typebox'
import {
  defineAction,
  demandRight,
  type Filter,
  InvalidInputError,
  ident,
  idsOf,
  param,
  raw,
  sql,
  visibleRows,
} from '../../../engine/index.ts'
import { assignedObjects } from '../objects/assignment-rule.ts'
import { assignByRules, chosen } from './assign-job.ts'
import { choosers, firstTaker, fitting, planFor } from './plan.ts'
import { activeRules, type ReadyRule, type RuleValues, readyRules } from './rules.ts'

const listed = 20

const which = {
  object: Type.String({ maxLength: 60 }),
  filter: Type.Optional(Type.Unknown()),
  /** Also those that somebody holds already. */
  held: Type.Optional(Type.Boolean()),
}
const uuid = Type.String({ format: 'uuid' })
const ids = Type.Array(uuid, { maxItems: 200 })
const draft = Type.Object({
  id: Type.Union([uuid, Type.Null()]),
  name: Type.String({ maxLength: 80 }),
  filter: Type.Optional(Type.Unknown()),
  way: Type.Union([Type.Literal('turn'), Type.Literal('load'), Type.Literal('order')]),
  most: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  receivers: ids,
  departments: ids,
  skills: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 50 }),
})

/** Gives out what a list holds, in the background. */
export const assignRecords = defineAction({
  key: 'assignment.assign',
  label: { zh: '按规则分配', en: 'Assign by rules' },
  object: 'assignmentRule',
  permission: { object: 'assignmentRule', action: 'read' },
  input: Type.Object(which),
  async run(context, { object, filter, held = false }) {
    demandAssigned(object)
    for (const action of ['massUpdate', 'update']) demandRight(context.reader, object, action)
    const input = { object, filter, held }
    // A filter that cannot be read is told now, and not by a job that fails.
    visibleRows(context.reader, { object, filter: chosen(filter as Filter | undefined, held) }, 't')
    return { job: await context.startJob({ kind: assignByRules.kind, object, input }) }
  },
})

/** What the rules would do with the records of a list now, with one of them as it is only thought of; nothing is written. */
export const rehearseAssignment = defineAction({
  key: 'assignment.rehearse',
  label: { zh: '试分配', en: 'Rehearse assignment' },
  object: 'assignmentRule',
  permission: { object: 'assignmentRule', action: 'update' },
  input: Type.Object({ ...which, draft: Type.Optional(draft) }),
  async run({ reader, query }, { object, filter, held = false, draft }) {
    demandAssigned(object)
    const executor = { query: <Row>(_workspace: string, statement: Parameters<typeof query>[0]) => query<Row>(statement) }
    const stored = await activeRules(executor, reader.workspaceId, object)
    const rules = await readyRules(
      executor,
      reader,
      draft ? withDraft(stored, { ...draft, filter: (draft.filter ?? null) as Filter | null }) : stored,
    )
    const asked = { object, filter: chosen(filter as Filter | undefined, held) }
    const rows = visibleRows(reader, asked, 't') ?? raw('false')
    const { table, title } = reader.object(object).definition
    const groups = await query<{ fits: boolean[]; count: number }>(
      sql`SELECT ${fitting(reader, object, rules, 't')} AS fits, count(*)::int AS count FROM ${ident(table)} t WHERE ${rows} GROUP BY 1`,
    )
    const sample = await query<{ id: string }>(idsOf(reader, asked, null, listed))
    const plan = await planFor(executor, reader, object, {
      rules,
      next: await choosers(executor, reader, object, rules),
      ids: sample.map(({ id }) => id),
    })
    const titles = await query<{ id: string; title: string }>(
      sql`SELECT t.id, t.${ident(title)} AS title FROM ${ident(table)} t WHERE t.workspace_id = ${param(reader.workspaceId, 'uuid')} AND t.id = ANY (${param(
        plan.map(({ id }) => id),
        'uuid[]',
      )})`,
    )
    const titleOf = new Map(titles.map((row) => [row.id, row.title]))
    return {
      ...shares(rules, await choosers(executor, reader, object, rules), groups),
      first: plan.map(({ id, rule, to }) => ({
        record: { id, title: titleOf.get(id) ?? '' },
        rule: rule.name,
        to: rule.people.find((one) => one.id === to) ?? { id: to, name: '' },
      })),
    }
  },
})

function demandAssigned(object: string): void {
  if (!assignedObjects.some((one) => one === object)) throw new InvalidInputError('assignment_object_unknown', { field: 'object' })
}

/** The rule as it is thought of in the place of the stored one, or behind all others. */
function withDraft(
  rules: readonly RuleValues[],
  draft: Pick<RuleValues, 'id' | 'name' | 'filter' | 'way' | 'most' | 'receivers' | 'departments' | 'skills'>,
): RuleValues[] {
  // What hours say depends on when it is asked: a rule that is thought of is tried as if it were open.
  const thought: RuleValues = { ...draft, receiverOrder: draft.receivers, hoursFrom: null, hoursTo: null, workdaysOnly: false }
  return rules.some(({ id }) => id === draft.id) ? rules.map((rule) => (rule.id === draft.id ? thought : rule)) : [...rules, thought]
}

/** How many each rule takes and each person gets: dealt out as the run would, records that fit the same rules together. */
function shares(
  rules: readonly ReadyRule[],
  next: readonly (() => string | null)[],
  groups: readonly { fits: boolean[]; count: number }[],
) {
  const counts = rules.map(() => new Map<string, number>())
  let total = 0
  let unmatched = 0
  for (const { fits, count } of groups) {
    total += count
    for (let given = 0; given < count; given += 1) {
      const [found] = firstTaker(rules, next, fits)
      if (!found) {
        unmatched += count - given
        break
      }
      const own = counts[rules.indexOf(found.rule)]
      own?.set(found.to, (own.get(found.to) ?? 0) + 1)
    }
  }
  return {
    total,
    unmatched,
    rules: rules.map(({ id, name, people }, index) => ({
      id,
      name,
      count: [...(counts[index]?.values() ?? [])].reduce((sum, one) => sum + one, 0),
      people: people.map((person) => ({ ...person, count: counts[index]?.get(person.id) ?? 0 })),
    })),
  }
}

export const assignmentActions = [assignRecords, rehearseAssignment]
