import { isAdministrator, isMember, maySee, mayTake, scopeOf } from '../model.ts'
import type { Operation, Play } from '../play.ts'

const objects = ['account', 'lead'] as const

/** What lies in pools, and what will: to members and to administrators. */
async function looking(play: Play): Promise<void> {
  const { random, company, asker } = play
  const { facts } = company
  const mine = await play.ask({ method: 'GET', url: '/public-pools/mine' })
  const shown = (mine.json.pools ?? []) as { id: string }[]
  for (const { id } of shown) {
    const pool = facts.pools.get(id)
    const lying = { object: pool?.object ?? '', id: '', owner: null, deleted: false, columns: { pool_id: id }, custom: {} }
    play.expect(isAdministrator(facts, asker) || isMember(facts, asker, lying), `the pool ${id} of others`)
  }
  const object = random.pick(objects)
  const asked = Array.from({ length: 5 }, () => play.anyRecord(object))
  const marks = await play.ask({ method: 'GET', url: `/public-pools/marks?object=${object}&ids=${asked.map(({ id }) => id).join()}` })
  for (const { id } of (marks.json.marks ?? []) as { id: string }[]) {
    const record = facts.records.get(id)
    play.expect(record !== undefined && maySee(facts, asker, record), `when the ${object} ${id} goes back to a pool`)
  }
  const rehearsal = await play.ask({ method: 'POST', url: '/public-pools/rehearsal', body: { object } })
  const runs = await play.ask({ method: 'GET', url: '/public-pools/runs' })
  const undo = await play.ask({ method: 'POST', url: `/public-pools/runs/${play.anyRecord().id}/undo` })
  if (isAdministrator(facts, asker)) return
  for (const { status } of [rehearsal, runs, undo]) play.expect(status >= 400, 'what only administrators rehearse and take back')
}

/** Nobody takes what they may not, nor puts away what is not theirs. */
async function moving(play: Play): Promise<void> {
  const { random, company, asker } = play
  const { facts } = company
  const object = random.pick(objects)
  const record = play.anyRecord(object)
  const body = { object, records: [record.id] }
  const kind = random.pick(['claim', 'claim', 'assign', 'release', 'protect'])
  const more = {
    claim: {},
    assign: { to: random.pick(company.askers).id },
    release: { reason: 'other' },
    protect: { until: random.chance(0.5) ? null : new Date(Date.now() + 5 * 86_400_000).toISOString() },
  }[kind]
  const known = facts.records.get(record.id)
  // "Who claimed a record is told for a day to those who may claim from that pool": they saw it there.
  const lay = known && { ...known, owner: null, columns: { ...known.columns, pool_id: known.columns.last_pool_id } }
  if (kind === 'claim' && lay && (isMember(facts, asker, lay, 'claim') || isMember(facts, asker, lay, 'assign')))
    play.keep(String(known?.columns.name))
  const reply = await play.change({ method: 'POST', url: `/actions/pool.${kind}`, body: { ...body, ...more } })
  if (!known || !scopeOf(facts, asker, object, 'read')) play.expect(reply.status >= 400, `${kind} of what is not there`)
  else if (kind === 'claim' || kind === 'assign')
    play.expect(reply.status >= 400 || mayTake(facts, asker, known), `${kind} of the ${object} ${record.id} without the right to`)
  else if (!maySee(facts, asker, known)) play.expect(reply.status >= 400, `${kind} of the ${object} ${record.id}, which is not seen`)
}

export const poolOperations: readonly Operation[] = [
  {
    name: 'pools',
    routes: [
      'GET /api/v1/public-pools/mine',
      'GET /api/v1/public-pools/marks',
      'POST /api/v1/public-pools/rehearsal',
      'GET /api/v1/public-pools/runs',
      'POST /api/v1/public-pools/runs/:id/undo',
    ],
    weight: 4,
    run: looking,
  },
  { name: 'pool moves', routes: ['POST /api/v1/actions/:key'], weight: 5, run: moving },
]
