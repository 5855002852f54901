import { isAdministrator } from '../model.ts'
import type { Operation, Play } from '../play.ts'
import { objects } from '../rules.ts'

/** About oneself and one's sign-in: a token has no part in most of it, and must not get at anybody else's. */
async function self(play: Play): Promise<void> {
  const { random } = play
  await play.ask({
    method: 'GET',
    url: random.pick([
      '/me/tokens',
      '/me/sessions',
      '/me/passkeys',
      '/me/second-factor',
      '/me/administrators',
      '/me/first-steps',
      '/session',
      '/access/tokens',
    ]),
  })
  if (random.chance(0.2)) await play.ask({ method: 'PATCH', url: '/me', body: { locale: random.pick(['zh-CN', 'en']) } })
}

/** For administrators alone. */
async function organisation(play: Play): Promise<void> {
  const { random, company, asker, world } = play
  const user = random.pick(random.chance(0.2) ? random.pick(world.companies).askers : company.askers).id
  const url = random.pick([
    '/access/people',
    '/access/objects',
    '/access/policy',
    '/access/mails',
    `/access/users/${user}`,
    `/access/users/${user}/holdings`,
    `/access/list/users/${user}`,
    `/access/list/objects/${random.pick(Object.keys(objects))}`,
    `/access/list.csv?user=${user}`,
    '/access/list.csv?object=account',
    '/audit.csv?kind=field.unmasked',
    '/audit/retention',
  ])
  const reply = await play.ask({ method: 'GET', url })
  if (!isAdministrator(company.facts, asker)) play.expect(reply.status >= 400, 'what only administrators see')
}

/** Rights are lent by people alone: a token neither lends nor switches, and is told of what concerns its person. */
async function delegation(play: Play): Promise<void> {
  const { random, company } = play
  const from = new Date(Date.now() - 60_000).toISOString()
  const until = new Date(Date.now() + 3_600_000).toISOString()
  await play.ask({ method: 'GET', url: '/delegations' })
  const borrower = random.pick(company.askers).id
  const [method, url, body] = random.pick<[string, string, object | undefined]>([
    ['POST', '/delegations', { borrower, from, until }],
    ['POST', '/acting', { delegation: borrower }],
    ['POST', `/delegations/${borrower}/end`, {}],
    ['DELETE', '/acting', undefined],
  ])
  const reply = await play.ask({ method, url, ...(body ? { body } : {}) })
  play.expect(reply.status >= 400, 'a delegation by a token')
}

/** What only an administrator may change, tried by everybody else. */
async function forbidden(play: Play): Promise<void> {
  const { random, company, asker, world } = play
  if (isAdministrator(company.facts, asker)) return
  const user = random.pick(random.chance(0.2) ? random.pick(world.companies).askers : company.askers).id
  const [method, url, body] = random.pick<[string, string, object]>([
    ['PUT', '/access/policy', { secondFactor: 'everyone' }],
    ['PUT', '/audit/retention', { days: 30 }],
    ['POST', '/access/view-as', { user }],
    ['POST', '/access/invitations', { name: '某人', email: `${world.canaries.word()}@example.cn` }],
    ['POST', `/access/users/${user}/link`, {}],
    ['POST', `/access/users/${user}/second-factor/reset`, {}],
    ['POST', `/access/users/${user}/sessions/end`, {}],
    ['POST', `/users/${user}/password`, { password: 'correct horse battery' }],
    ['POST', `/access/mails/${user}/retry`, {}],
    ['DELETE', `/access/mails/${user}`, {}],
    ['DELETE', `/access/tokens/${user}`, {}],
    ['POST', '/sample-data', {}],
  ])
  const reply = await play.change({ method, url, body })
  play.expect(reply.status >= 400, 'what only administrators may do')
}

/** Every route of the table with any ids: whatever comes back is judged. */
async function anyRoute(play: Play): Promise<void> {
  const { random, company, world } = play
  const table = world.house.app.routeTable.filter(({ method, url, isPublic }) => method === 'GET' && !isPublic && url !== '/api/v1/live')
  const route = random.pick(table)
  const record = play.anyRecord()
  const thing = random.chance(0.3) && company.things.length > 0 ? random.pick(company.things).id : record.id
  const url = route.url
    .replace(':route', random.chance(0.8) ? (objects[record.object]?.route ?? '') : random.pick(Object.values(objects)).route)
    .replace(':object', record.object)
    .replace(/:\w+/g, thing)
  await play.ask({ method: route.method, url })
}

const me = '/api/v1/me'
const access = '/api/v1/access'
export const peopleOperations: readonly Operation[] = [
  {
    name: 'delegation',
    routes: [
      'GET /api/v1/delegations',
      'POST /api/v1/delegations',
      'POST /api/v1/delegations/:id/end',
      'POST /api/v1/acting',
      'DELETE /api/v1/acting',
    ],
    weight: 1,
    run: delegation,
  },
  {
    name: 'self',
    routes: [
      `GET ${me}/tokens`,
      `GET ${me}/sessions`,
      `GET ${me}/passkeys`,
      `GET ${me}/second-factor`,
      `GET ${me}/administrators`,
      `GET ${me}/first-steps`,
      `GET ${access}/tokens`,
      `PATCH ${me}`,
    ],
    weight: 2,
    run: self,
  },
  {
    name: 'organisation',
    routes: [
      `GET ${access}/people`,
      `GET ${access}/objects`,
      `GET ${access}/policy`,
      `GET ${access}/mails`,
      `GET ${access}/users/:id`,
      `GET ${access}/users/:id/holdings`,
      `GET ${access}/list/users/:id`,
      `GET ${access}/list/objects/:object`,
      `GET ${access}/list.csv`,
      'GET /api/v1/audit.csv',
      'GET /api/v1/audit/retention',
    ],
    weight: 3,
    run: organisation,
  },
  {
    name: 'forbidden',
    routes: [
      `PUT ${access}/policy`,
      'PUT /api/v1/audit/retention',
      `POST ${access}/view-as`,
      `POST ${access}/invitations`,
      `POST ${access}/users/:id/link`,
      `POST ${access}/users/:id/second-factor/reset`,
      `POST ${access}/users/:id/sessions/end`,
      'POST /api/v1/users/:id/password',
      `POST ${access}/mails/:id/retry`,
      `DELETE ${access}/mails/:id`,
      `DELETE ${access}/tokens/:id`,
      'POST /api/v1/sample-data',
    ],
    weight: 2,
    run: forbidden,
  },
  { name: 'any route', routes: [], weight: 6, run: anyRoute },
]

/** Routes that answer about a sign-in alone and take nothing of anybody's records; `server/http/every-route.test.ts` tries them with other people's ids. */
export const withoutRecords: readonly string[] = [
  `POST ${me}/second-factor`,
  `POST ${me}/second-factor/confirm`,
  `POST ${me}/second-factor/recovery-codes`,
  `POST ${me}/second-factor/disable`,
  `POST ${me}/passkeys/begin`,
  `POST ${me}/passkeys`,
  `PATCH ${me}/passkeys/:id`,
  `DELETE ${me}/passkeys/:id`,
  `DELETE ${me}/sessions/:id`,
  `POST ${me}/sessions/end-others`,
  `POST ${me}/tokens`,
  `DELETE ${me}/tokens/:id`,
  `POST ${me}/password`,
  `POST ${me}/leave`,
  'POST /api/v1/workspaces',
  'POST /api/v1/session/workspace',
]
