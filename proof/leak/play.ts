import { tokensIn } from './canaries.ts'
import { type Fact, type Facts, idsIn } from './facts.ts'
import { leaksIn } from './judge.ts'
import type { Listeners } from './listeners.ts'
import { type Asker, mayDo, mayTake } from './model.ts'
import type { Random } from './random.ts'
import { objects } from './rules.ts'
import { ask, type Company, type Question, type Reply, refresh, type World } from './world.ts'

export type Finding = {
  readonly world: number
  readonly operation: number
  readonly name: string
  readonly asker: string
  readonly question: string
  readonly words: string
}

/** One move of somebody: what they ask is judged by itself, and a move may expect more. */
export type Play = {
  readonly world: World
  readonly company: Company
  readonly asker: Asker
  readonly random: Random
  /** Asks as the asker, or as `who`; every byte that comes back is judged. */
  ask(question: Question, who?: Asker): Promise<Reply>
  /** The same for what changes something; the truth is read anew before the answer is judged, by what stood before or stands after. */
  change(question: Question, who?: Asker): Promise<Reply>
  expect(isSo: boolean, words: string): void
  /** What is held by right from now on, such as one's own file. */
  keep(text: string): void
  /** A record of this company, or at times of the other: to be looked for in vain. */
  anyRecord(object?: string): Fact
}

export type Operation = {
  readonly name: string
  /** Routes of the server's table that it tries, as `GET /api/v1/:route`. */
  readonly routes: readonly string[]
  readonly weight: number
  run(play: Play): Promise<void>
}

type Given = Pick<Play, 'world' | 'company' | 'asker' | 'random'> & {
  readonly listeners: Listeners
  report(question: string, words: string): void
  onAnswer(): void
}

export function createPlay({ world, company, asker, random, listeners, report, onAnswer }: Given): Play {
  let last = ''
  const put = async (question: Question, who: Asker): Promise<Reply> => {
    const reply = await ask(world.house, who.token, {
      ...question,
      headers: { ...Object.fromEntries(listeners.headersFor(who)), ...question.headers },
    })
    onAnswer()
    listeners.shown(who, `${question.url} ${JSON.stringify(question.body ?? '')} ${reply.text}`)
    return reply
  }
  const judge = (question: Question, who: Asker, reply: Reply, before: Company['facts'] | null): void => {
    const own = world.companies[who.workspace]
    if (!own) throw new Error('nobody works there')
    last = `${question.method} ${question.url}${question.body === undefined ? '' : ` ${JSON.stringify(question.body)}`} → ${reply.status}`
    const neighbours = world.companies.filter((other) => other !== own).map(({ facts }) => facts)
    const shared = {
      asker: who,
      neighbours,
      canaries: world.canaries,
      asked: `${question.url} ${JSON.stringify(question.body ?? '')} ${question.payload?.toString() ?? ''} ${decodeURIComponent(question.url)}`,
      answer: reply.text,
      known: world.known.get(who.token) ?? new Set<string>(),
    }
    if (reply.status >= 500 && reply.status !== 503) report(last, `broke: ${reply.text}`)
    const found = leaksIn({ ...shared, facts: own.facts })
    // Who took something away from themselves may still be shown it once.
    const isExcused = found.length > 0 && before !== null && leaksIn({ ...shared, facts: before }).length === 0
    if (!isExcused) for (const words of found) report(last, words)
  }
  return {
    world,
    company,
    asker,
    random,
    async ask(question, who = asker) {
      const reply = await put(question, who)
      judge(question, who, reply, null)
      return reply
    },
    async change(question, who = asker) {
      const before = company.facts
      const reply = await put(question, who)
      await workEnded(world)
      await refresh(world, company)
      judge(question, who, reply, before)
      for (const words of unrightfulChanges(who, before, company.facts)) report(last, words)
      for (const other of world.companies.filter((one) => one !== company && touches(question, one))) {
        const untouched = other.facts
        await refresh(world, other)
        for (const words of unrightfulChanges(null, untouched, other.facts)) report(last, `in another workspace: ${words}`)
      }
      return reply
    },
    expect(isSo, words) {
      if (!isSo) report(last, words)
    },
    keep(text) {
      const held = world.known.get(asker.token) ?? new Set<string>()
      for (const token of [...tokensIn(text, world.canaries), ...idsIn(text)]) held.add(token)
      world.known.set(asker.token, held)
    },
    anyRecord(object) {
      const from = random.chance(0.12) ? random.pick(world.companies) : company
      const records = [...from.facts.records.values()].filter(
        (record) => objects[record.object] && (object === undefined || record.object === object),
      )
      const all = [...company.facts.records.values()]
      return random.pick(records.length > 0 ? records : all)
    },
  }
}

/** Until a job has ended, for a while. */
export async function jobEnded(get: (url: string) => Promise<Reply>, id: string): Promise<void> {
  for (let attempt = 0; attempt <= 300; attempt += 1) {
    const reply = await get(`/jobs/${id}`)
    if (reply.status !== 200 || ['done', 'failed', 'cancelled', 'paused'].includes(String(reply.json.status))) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** Until nothing is under way in the background: what nobody waits for would be laid to whoever asks next. */
async function workEnded({ house }: World): Promise<void> {
  for (let attempt = 0; attempt <= 300; attempt += 1) {
    const { rowCount } = await house.database.owner.query(`SELECT FROM batch WHERE status IN ('queued', 'running') LIMIT 1`)
    if (rowCount === 0) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

function touches({ url, body }: Question, company: Company): boolean {
  return [...idsIn(`${url} ${JSON.stringify(body ?? '')}`)].some((id) => company.facts.ids.has(id))
}

/**
 * Records that somebody changed who may not: by what they might do before, whatever the answer was. What the product does by itself for a workspace
 * changes the fields that are declared for it, and no others.
 */
function unrightfulChanges(who: Asker | null, before: Facts, after: Facts): string[] {
  const found: string[] = []
  for (const record of after.records.values()) {
    const old = before.records.get(record.id)
    if (old?.columns.revision === record.columns.revision && old?.deleted === record.deleted) continue
    if (old && isByItself(old, record, after.systemId)) continue
    const rights = old ? (['update', 'delete'] as const) : (['create'] as const)
    const may =
      who !== null &&
      (rights.some((action) => mayDo(before, who, old ?? record, action)) || (old !== undefined && mayTake(before, who, old)))
    if (!may)
      found.push(
        `${old ? 'changed' : 'made'} the ${record.object} ${record.id} without the right to${old ? `: ${changedColumns(old, record).join(', ')}` : ''}`,
      )
  }
  return found
}

function isByItself(old: Fact, record: Fact, systemId: string): boolean {
  const declared = objects[record.object]?.byItself ?? []
  return record.columns.changed_by_id === systemId && changedColumns(old, record).every((column) => declared.includes(column))
}

/** Apart from those that go with every change. */
function changedColumns(old: Fact, record: Fact): string[] {
  return Object.keys(record.columns).filter(
    (column) =>
      !['revision', 'changed_at', 'changed_by_id'].includes(column) &&
      JSON.stringify(old.columns[column]) !== JSON.stringify(record.columns[column]),
  )
}
