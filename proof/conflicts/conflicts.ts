import { type Answer, type Caller, createCaller, demand, setUp } from '../shared/caller.ts'
import { type Installation, install } from '../shared/installation.ts'

export type ConflictReport = { edits: number; acknowledged: number; refused: number; broken: string[] }

const clients = 20
const records = 5

/**
 * Many clients change the same few records at the same time, each from the revision it last saw. Every acknowledged change has to stand in history, in order
 * and on top of the one it was made from; every other one has to have been refused, with what the record holds now.
 */
export async function conflictingEdits(servers: 1 | 2, edits: number): Promise<ConflictReport> {
  const installation = await install({ shared: true })
  try {
    for (let number = 1; number <= servers; number++) await installation.start(number)
    const first = createCaller(installation.addresses)
    await setUp(first)
    const targets: { id: string; seen: number }[] = []
    for (let number = 0; number < records; number++) {
      const { body } = demand(await first.call('POST', '/accounts', { name: `Contested ${number}` }), 'account')
      targets.push({ id: String(body['id']), seen: 1 })
    }
    const outcomes = await contend(installation, first, targets, edits)
    const broken = [...(await lostSilently(installation, outcomes)), ...(await repeated(installation, first))]
    const acknowledged = outcomes.filter(({ answer }) => answer.status === 200).length
    return { edits, acknowledged, refused: outcomes.filter(({ answer }) => answer.status === 409).length, broken }
  } finally {
    await installation.close()
  }
}

type Outcome = { id: string; from: number; value: string; answer: Answer }

async function contend(
  installation: Installation,
  first: Caller,
  targets: { id: string; seen: number }[],
  edits: number,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  let begun = 0
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      // Each asks a server of its own choice first.
      const addresses = (): string[] =>
        installation.addresses().toSorted((a, b) => (client % 2 === 0 ? a.localeCompare(b) : b.localeCompare(a)))
      const caller = createCaller(addresses, first.cookie())
      while (begun < edits) {
        const number = begun++
        const target = targets[number % targets.length]
        if (!target) return
        const [from, value] = [target.seen, `Edit ${number}`]
        const answer = await caller.call('PATCH', `/accounts/${target.id}`, { description: value, revision: from })
        if (answer === null) continue
        outcomes.push({ id: target.id, from, value, answer })
        const seen =
          answer.status === 200 ? answer.body['revision'] : (answer.body['current'] as { revision?: unknown } | undefined)?.revision
        target.seen = Math.max(target.seen, Number(seen ?? 0))
      }
    }),
  )
  return outcomes
}

async function lostSilently(installation: Installation, outcomes: readonly Outcome[]): Promise<string[]> {
  const { rows } = await installation.owner((owner) =>
    owner.query<{ id: string; revision: number; value: string; now: string }>(
      `SELECT h.record_id AS id, h.revision, h.changes -> 'description' ->> 1 AS value, a.description AS now FROM history h JOIN account a ON a.id = h.record_id
       WHERE h.kind = 'update' AND starts_with(a.name, 'Contested') ORDER BY h.record_id, h.revision`,
    ),
  )
  const history = new Map(rows.map((row) => [`${row.id} ${row.revision}`, row]))
  const broken = outcomes.flatMap(({ id, from, value, answer }) => {
    if (answer.status === 409) {
      const current = answer.body['current'] as { revision?: number } | undefined
      return answer.body['code'] === 'stale_record' && Number(current?.revision) > from
        ? []
        : [`${value} was refused without what the record holds: ${answer.text}`]
    }
    if (answer.status !== 200) return [`${value} was answered ${answer.status}: ${answer.text}`]
    const row = history.get(`${id} ${from + 1}`)
    return row?.value === value
      ? []
      : [`${value} was acknowledged as revision ${from + 1} of ${id}, where history has ${row?.value ?? 'nothing'}`]
  })
  const acknowledged = outcomes.filter(({ answer }) => answer.status === 200).length
  if (acknowledged !== rows.length) broken.push(`${acknowledged} were acknowledged, ${rows.length} stand in history`)
  for (const last of new Map(rows.map((row) => [row.id, row])).values())
    if (last.now !== last.value) broken.push(`${last.id} holds ${last.now}, and its last change was ${last.value}`)
  return broken
}

/** The same key twice at the same time is one change; the same key behind a crash is the same answer; with another body it is refused. */
async function repeated(installation: Installation, first: Caller): Promise<string[]> {
  const broken: string[] = []
  const made: { key: string; name: string; id: string }[] = []
  for (let number = 0; number < 20; number++) {
    const [key, name] = [`twice-${number}`, `Twice ${number}`]
    const both = await Promise.all(
      [0, 1].map((turn) =>
        createCaller(
          () => installation.addresses().toSorted((a, b) => (turn === 0 ? a.localeCompare(b) : b.localeCompare(a))),
          first.cookie(),
        ).call('POST', '/accounts', { name }, { key }),
      ),
    )
    const [one, other] = both.map((answer) => demand(answer, name))
    if (!one || !other || one.body['id'] !== other.body['id'] || one.replayed === other.replayed)
      broken.push(`${name} was not one: ${one?.text} ${other?.text}`)
    made.push({ key, name, id: String(one?.body['id']) })
  }
  await installation.killDatabase()
  await installation.killServer(1)
  await installation.start(1)
  for (const { key, name, id } of made) {
    const again = demand(await first.call('POST', '/accounts', { name }, { key }), name)
    if (again.body['id'] !== id || !again.replayed) broken.push(`${name} behind the crash: ${again.text}`)
    const other = await first.call('POST', '/accounts', { name: `${name} other` }, { key })
    if (other?.body['code'] !== 'idempotency_key_reused') broken.push(`${name} with another body: ${other?.text}`)
  }
  const { rows } = await installation.owner((owner) =>
    owner.query<{ count: number }>(`SELECT count(*)::int AS count FROM account WHERE starts_with(name, 'Twice')`),
  )
  if (rows[0]?.count !== made.length) broken.push(`${rows[0]?.count} records came of ${made.length} keys`)
  return broken
}
