import type { Asker } from '../model.ts'
import type { Operation, Play } from '../play.ts'
import { objects } from '../rules.ts'
import type { Question } from '../world.ts'
import { poolOperations } from './pools.ts'
import { readingOperations } from './reading.ts'
import { writingOperations } from './writing.ts'

// An administrator's browser that asks with somebody else's rights: looking on as them, or working in their name. Whatever is asked then is judged by their
// rights, and by none of the administrator's own.

const notWithCookies = new Set(['personal', 'calendar files', 'meta'])
const looking = readingOperations.filter(({ name }) => !notWithCookies.has(name))
const acting = [...writingOperations, ...poolOperations].filter(({ name }) =>
  ['change', 'create', 'remove', 'share', 'bulk', 'pool moves'].includes(name),
)

/** The same play, asked through the administrator's browser. */
function through(play: Play, stand: Asker): Play {
  const asked = (question: Question, who: Asker): Question =>
    who === stand ? { ...question, headers: { ...question.headers, cookie: play.company.browser } } : question
  const { known } = play.world
  known.delete(stand.token)
  return {
    ...play,
    asker: stand,
    ask: (question, who = stand) => play.ask(asked(question, who), who),
    change: (question, who = stand) => play.change(asked(question, who), who),
    keep(text) {
      play.keep(text)
      known.set(stand.token, new Set([...(known.get(stand.token) ?? []), ...(known.get(play.asker.token) ?? [])]))
    },
  }
}

/** Somebody of the company who is not its administrator, with all their rights. */
function colleague(play: Play): Asker {
  const { company, random } = play
  return random.pick(company.askers.filter(({ id, narrowing }) => narrowing === null && id !== company.admin.id))
}

function browserOf(play: Play): Play {
  return through(play, { ...play.company.admin, token: '' })
}

/** Looking on shows what this person sees, changes nothing, and shows nothing that is the person's own. */
async function viewAs(play: Play): Promise<void> {
  const { random } = play
  const person = colleague(play)
  const admin = browserOf(play)
  const began = await admin.ask({ method: 'POST', url: '/access/view-as', body: { user: person.id } })
  if (began.status !== 200) return play.expect(false, 'looking on does not begin')
  const viewer = through(play, { ...person, name: `${person.name} looked on`, token: '', narrowing: { roleId: null, readOnly: true } })
  for (const { run } of [random.pick(looking), random.pick(looking)]) await run(viewer)
  const record = viewer.anyRecord()
  const base = `/${objects[record.object]?.route ?? ''}/${record.id}`
  const [method, url, body] = random.pick<[string, string, object | undefined]>([
    ['PATCH', base, { name: '改' }],
    ['DELETE', base, undefined],
    ['POST', '/accounts', { name: '新' }],
    ['GET', '/notifications', undefined],
    ['GET', '/me/tokens', undefined],
    ['GET', '/access/people', undefined],
    ['POST', '/exports', { object: 'account' }],
    ['GET', '/delegations', undefined],
  ])
  const reply = await viewer.change({ method, url, ...(body ? { body } : {}) })
  play.expect(reply.status >= 400, 'what nobody may who looks on')
  await viewer.ask({ method: 'DELETE', url: '/access/view-as' })
}

/** Working in somebody's name: with their rights as far as they are lent. */
async function actFor(play: Play): Promise<void> {
  const { random, company } = play
  const person = colleague(play)
  const admin = browserOf(play)
  const lent = random.chance(0.5) ? null : random.some(['account', 'contact', 'lead', 'activity', 'opportunity'], 3)
  const readOnly = random.chance(0.3)
  const made = await admin.ask({
    method: 'POST',
    url: '/delegations',
    body: {
      lender: person.id,
      borrower: company.admin.id,
      from: new Date(Date.now() - 60_000).toISOString(),
      until: new Date(Date.now() + 3_600_000).toISOString(),
      objects: lent && lent.length > 0 ? [...new Set(lent)] : null,
      readOnly,
    },
  })
  const delegation = String(made.json.id)
  const begun = await admin.ask({ method: 'POST', url: '/acting', body: { delegation } })
  if (made.status !== 201 || begun.status !== 204) return play.expect(false, 'a delegation does not begin')
  const narrowing = { roleId: null, readOnly, lent: lent && lent.length > 0 ? lent : ('everything' as const) }
  const stand = through(play, { ...person, name: `${person.name} stood in for`, token: '', narrowing })
  for (const { run } of [random.pick(looking), random.pick(acting), random.pick(looking)]) await run(stand)
  const url = random.pick(['/access/people', '/me/tokens', '/audit.csv?kind=field.unmasked', `/access/users/${person.id}`])
  const reply = await stand.ask({ method: 'GET', url })
  play.expect(reply.status >= 400, 'what is not lent')
  await stand.ask({ method: 'DELETE', url: '/acting' })
  await admin.ask({ method: 'POST', url: `/delegations/${delegation}/end`, body: {} })
}

export const standingInOperations: readonly Operation[] = [
  { name: 'view as', routes: ['POST /api/v1/access/view-as', 'DELETE /api/v1/access/view-as'], weight: 6, run: viewAs },
  { name: 'acting', routes: ['POST /api/v1/acting', 'DELETE /api/v1/acting', 'POST /api/v1/delegations'], weight: 6, run: actFor },
]
