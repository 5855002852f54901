import { type ActionContext, type Context, dateIn, type JobDefinition, param, sql } from '../../../engine/index.ts'
import { type HealthRules, healthOf } from '../rules/health.ts'
import { healthFacts, healthRules, type KnownHealth } from './health-facts.ts'

const perStep = 1_000
const nobody = '00000000-0000-0000-0000-000000000000'

/** Tells every customer's health anew: what was recent yesterday is less so today. Once a day in each workspace, and after a change of the rules. */
export const scoreHealthJob: JobDefinition = {
  kind: 'scoreHealth',
  title: { zh: '计算健康度', en: 'Scoring health' },
  class: 'normal',
  async run(context, batch, tools) {
    let after = typeof batch.checkpoint?.after === 'string' ? batch.checkpoint.after : nobody
    for (let { done } = batch, more = true; more; ) {
      const goOn = await tools.step(async (inside) => {
        const rules = await healthRules(inside.query, context.reader)
        const known = await healthFacts(inside.query, context.reader, sql`a.id > ${param(after, 'uuid')}`, perStep)
        await keepHealth(inside, known, rules)
        after = known.at(-1)?.id ?? after
        done += known.length
        more = known.length === perStep
        return { done, checkpoint: { after } }
      })
      if (!goOn) return
    }
  },
}

/** The health of these customers alone, soon after something happened with them. */
export async function scoreAccounts(context: Context, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += perStep)
    await context.transaction(async (inside) => {
      const known = await healthFacts(
        inside.query,
        context.reader,
        sql`a.id = ANY (${param(ids.slice(start, start + perStep), 'uuid[]')})`,
        perStep,
      )
      await keepHealth(inside, known, await healthRules(inside.query, context.reader))
    })
}

/**
 * Health follows from other records as figures do: it changes neither revision nor history. What it was when the month began stays beside it, for the
 * arrow; rows that say the same already are left alone.
 */
async function keepHealth({ query, reader }: ActionContext, known: readonly KnownHealth[], rules: HealthRules): Promise<void> {
  const today = dateIn(reader.model.workspace.timeZone, reader.clock.now())
  const changed = known.flatMap((one) => {
    const score = healthOf(one.facts, rules)?.score ?? null
    const isNewMonth = one.healthOn?.slice(0, 7) !== today.slice(0, 7)
    if (score === one.health && !(isNewMonth && (one.healthOn !== null || score !== null))) return []
    return [{ id: one.id, score, lastMonth: isNewMonth ? one.health : one.healthLastMonth }]
  })
  if (changed.length === 0) return
  const column = <K extends keyof (typeof changed)[number]>(key: K) => changed.map((one) => one[key])
  await query(
    sql`WITH u AS (SELECT * FROM unnest(${param(column('id'), 'uuid[]')}, ${param(column('score'), 'bigint[]')}, ${param(column('lastMonth'), 'bigint[]')}) AS u (id, score, last_month)),
      l AS (SELECT a.id FROM account a JOIN u ON u.id = a.id WHERE a.workspace_id = ${param(reader.workspaceId, 'uuid')} ORDER BY a.id FOR NO KEY UPDATE OF a)
      UPDATE account a SET health = u.score, health_last_month = u.last_month, health_on = ${param(today, 'date')}
      FROM l JOIN u ON u.id = l.id WHERE a.workspace_id = ${param(reader.workspaceId, 'uuid')} AND a.id = l.id`,
  )
}
