import { expect, test } from 'vitest'
import { colleague, setUp, testApp } from '../../testing/app.ts'

const server = await testApp()
const admin = await setUp(server)
const { owner } = server.database

/** Everywhere in the database, whatever the table: `table.column` with each row that holds one of the texts. */
async function placesOf(texts: readonly string[]): Promise<string[]> {
  const { rows: columns } = await owner.query<{ table: string; column: string }>(
    `SELECT c.relname AS table, a.attname AS column FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND NOT c.relispartition
       AND format_type(a.atttypid, NULL) IN ('text', 'jsonb', 'json', 'text[]', 'tsvector', 'character varying', 'bytea') AND n.nspname = 'public'`,
  )
  const found: string[] = []
  for (const { table, column } of columns) {
    const { rows } = await owner.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM "${table}" WHERE "${column}"::text ILIKE ANY ($1)`,
      [texts.map((text) => `%${text}%`)],
    )
    if (rows[0]?.count) found.push(`${table}.${column}`)
  }
  return found
}

const make = async (route: string, values: object, headers = {}) => {
  const answer = await admin.post(`/${route}`, values, headers)
  if (answer.status !== 201) throw new Error(answer.text)
  return String(answer.body.id)
}

async function upload(name: string, content: string, contact: string): Promise<string> {
  const form = new FormData()
  form.append('object', 'contact')
  form.append('recordId', contact)
  form.append('file', new Blob([content]), name)
  const encoded = new Response(form)
  const headers = { 'content-type': encoded.headers.get('content-type') ?? '' }
  const sent = await admin.raw({ method: 'POST', url: '/files', headers, payload: Buffer.from(await encoded.arrayBuffer()) })
  return String((JSON.parse(sent.body) as { id: string }).id)
}

/** A person with traces in every place that keeps one. */
async function person(mark: string) {
  const name = `欧阳${mark}`
  const account = await make('accounts', { name: `${mark.slice(0, 1)}同川医院` })
  const values = {
    name,
    account,
    mobile: '13912345678',
    email: `${mark.slice(-2)}zz@example.com`,
    wechat: `wx_${mark.slice(-2)}zz`,
    preferences: `喜欢${mark}茶`,
  }
  const contact = await make('contacts', values, { 'idempotency-key': `make-${mark.slice(-2)}` })
  await admin.patch(`/contacts/${contact}`, { mobile: '13687654321' })
  const activity = await make('activities', {
    subject: `电话 ${name}`,
    content: `${name} 的号码 136 8765 4321 或 13687654321`,
    contact,
    account,
  })
  const binned = await make('activities', { subject: `约 ${name}`, contact })
  await admin.remove(`/activities/${binned}`)
  const consent = await make('consents', { contact, channel: 'email', state: 'granted', source: 'form', evidence: `${name} 签字` })
  await make('external-facts', { account, contact, name: '信用分', value: `机密${mark}分`, source: '征信机构' })
  const file = await upload(`${name} 身份证.txt`, `证件 ${mark}`, contact)
  await admin.post('/exports', { object: 'contact', format: 'csv', filter: { field: 'name', op: 'is', value: name } })
  return {
    name,
    account,
    contact,
    activity,
    consent,
    file,
    texts: [mark, `${mark.slice(-2)}zz`, '13912345678', '13687654321', '136 8765 4321'],
  }
}

test('after an erasure no table holds a trace of the person, and what others need stands without them', async () => {
  const { name, contact, account, activity, consent, file, texts } = await person('铄淼qz')
  const namesake = await make('contacts', { name: '欧阳锋' })
  const before = await placesOf(texts)

  const rehearsed = await admin.get(`/contacts/${contact}/personal`)
  const unchanged = await admin.get(`/contacts/${contact}`)
  const unconfirmed = await admin.post(`/contacts/${contact}/personal/erase`, { confirm: '欧阳', reason: '本人要求' })
  const erased = await admin.post(`/contacts/${contact}/personal/erase`, { confirm: name, reason: '本人要求' })

  expect(before).toEqual(expect.arrayContaining(['contact.name', 'history.changes', 'search_document.title', 'audit_log.details']))
  expect(rehearsed.body).toMatchObject({ title: name })
  const { fields, copies, kept } = rehearsed.body as { fields: { key: string }[]; copies: { kind: string }[]; kept: { kind: string }[] }
  expect(fields.map(({ key }) => key)).toEqual(expect.arrayContaining(['name', 'mobile', 'email', 'wechat', 'preferences']))
  expect(copies.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['history', 'exports', 'audit', 'files']))
  expect(kept.map(({ kind }) => kind)).toEqual(['consents', 'business', 'log'])
  expect(unchanged.body).toMatchObject({ name })
  expect(unconfirmed.body).toMatchObject({ code: 'erasure_not_confirmed' })
  expect(erased.status).toBe(200)
  expect(await placesOf(texts)).toEqual([])
  expect((await admin.get(`/contacts/${contact}`)).body).toMatchObject({ mobile: null, email: null, account: { id: account } })
  expect((await admin.get(`/activities/${activity}`)).body).toMatchObject({ subject: '电话 〔…〕', contact: { id: contact } })
  expect((await admin.get(`/consents/${consent}`)).body).toMatchObject({ channel: 'email', state: 'granted', evidence: null })
  expect((await admin.raw({ method: 'GET', url: `/files/${file}/content` })).statusCode).toBe(404)
  expect((await admin.get(`/contacts/${namesake}`)).body).toMatchObject({ name: '欧阳锋' })
  expect((await admin.get('/audit?limit=1')).body.entries).toMatchObject([{ kind: 'personal.erased', details: { record: contact } }])
  const { rows } = await owner.query('SELECT reason, finished_at IS NOT NULL AS finished FROM erasure_log WHERE record_id = $1', [contact])
  expect(rows).toEqual([{ reason: '本人要求', finished: true }])
})

test('the archive of a person holds all of it, readable and as data', async () => {
  const { contact } = await person('澄瀛qy')

  const archive = await admin.raw({ method: 'GET', url: `/contacts/${contact}/personal/archive?language=zh-CN` })

  expect(archive.statusCode).toBe(200)
  expect(archive.headers['content-type']).toBe('application/zip')
  expect(archive.rawPayload.subarray(0, 2).toString()).toBe('PK')
  expect(archive.rawPayload.includes(Buffer.from('个人信息.html'))).toBe(true)
  expect((await admin.get('/audit?limit=1')).body.entries).toMatchObject([{ kind: 'personal.exported' }])
})

test('it takes a right of its own, over this record, and a record that is a person', async () => {
  const { contact, name, account } = await person('沐岚qw')
  const all = { read: 'all', update: 'all', delete: 'all', export: 'all' } as const
  const lin = await colleague(server, admin, '林悦', { contact: all, account: all })
  const zhou = await colleague(server, admin, '周敏', { contact: { read: 'all', privacy: 'own' } })
  const stranger = await colleague(server, admin, '陈静', { contact: { read: 'own', privacy: 'all' } })
  const urls = [`/contacts/${contact}/personal`, `/contacts/${contact}/personal/archive`]

  for (const url of urls) {
    expect((await lin.get(url)).status).toBe(403)
    expect((await zhou.get(url)).status).toBe(403)
    expect((await stranger.get(url)).status).toBe(404)
  }
  for (const one of [lin, zhou, stranger])
    expect((await one.post(`${urls[0]}/erase`, { confirm: name, reason: '试' })).status).toBeGreaterThanOrEqual(403)
  expect((await admin.get(`/accounts/${account}/personal`)).body).toMatchObject({ code: 'not_a_person' })
  expect((await admin.get(`/contacts/${contact}`)).body).toMatchObject({ name })
})
