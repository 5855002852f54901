import type { Meta } from '../client/index.ts'
import { addColleague } from './colleague.ts'
import type { TestWorkspace } from './workspace.ts'

const csv = ['NAME,LEVEL,PHONE', '8821,A,0512-5550 8122', '8822,UNKNOWN,0512-5550 8123', ',B,138'].join('\n')

/** Something to show on every screen, named by numbers alone: whatever a screen says in words, it says of its own. */
export async function fillWorkspace(workspace: TestWorkspace) {
  const { client } = workspace
  const records = (route: string) => client.records(route)
  const account = await records('accounts').create({ name: '8801', level: 'a', phone: '+86 512 5550 8120', region: '3205' })
  const other = await records('accounts').create({ name: '8802', level: 'b', status: 'won' })
  const contact = await records('contacts').create({ name: '8803', account: account.id, decisionRole: 'decider' })
  const pipeline = (await records('pipelines').list({ limit: 1 })).records[0]
  const stages = (await records('stages').list({ sort: ['position'] })).records
  for (const [at, name] of ['8804', '8805', '8806'].entries())
    await records('opportunities').create({
      name,
      account: at === 0 ? account.id : other.id,
      contact: at === 0 ? contact.id : undefined,
      pipeline: pipeline?.id,
      stage: stages[at]?.id,
      amount: { amount: '120000', currency: 'CNY' },
      closeDate: new Date().toISOString().slice(0, 10),
    })
  const today = new Date().toISOString().slice(0, 10)
  const about = { account: account.id, contact: contact.id }
  for (const type of ['call', 'visit', 'email', 'note']) await records('activities').create({ subject: '8807', type, ...about })
  const planned = { status: 'planned', ...about }
  await records('activities').create({ subject: '8808', type: 'task', dueAt: `${today}T09:00:00Z`, ...planned })
  const meeting = { subject: '8809', type: 'meeting', occurAt: `${today}T06:00:00Z`, endAt: `${today}T07:00:00Z` }
  await records('activities').create({ ...meeting, ...planned })
  await records('leads').create({ name: '8810', companyName: '8811' })
  const category = await records('product-categories').create({ name: '8812' })
  await records('products').create({ name: '8813', category: category.id })
  await records('tags').create({ name: '8814' })
  await records('text-templates').create({ name: '8815', content: '8816' })
  await records('exchange-rates').create({ currency: 'USD', rate: '7.1' })
  await records('custom-fields').create({ object: 'account', key: 'extra', kind: 'text', labelZh: '8817', labelEn: '8817' })
  const gone = await records('tags').create({ name: '8818' })
  await records('tags').remove(gone.id)
  await client.exports.create({ object: 'account', format: 'csv' })
  const form = new FormData()
  form.append('object', 'account')
  form.append('file', new File([csv], '8819.csv', { type: 'text/csv' }))
  const upload = await client.call<{ id: string }>('POST', '/imports', { body: form, query: { object: 'account' } })
  const project = await client.call<{ id: string }>('POST', '/import-projects', { body: { name: '8820', source: 'csv' } })
  await addColleague(workspace, '沈一诺', { account: { read: 'all' }, user: { read: 'all' } })
  return { account: account.id, other: other.id, upload: upload.id, project: project.id }
}

/** All that people wrote into the records that a workspace begins with: in the language in which it was founded. */
export async function namesIn({ client }: TestWorkspace, meta: Meta): Promise<string[]> {
  const pages = await Promise.all(
    meta.objects
      .filter(({ internal }) => !internal)
      .map(({ route, fields }) =>
        client
          .records(route)
          .list({ limit: 200, fields: fields.filter(({ kind }) => kind === 'text' || kind === 'longText').map(({ key }) => key) }),
      ),
  )
  const { exports } = await client.exports.list()
  const texts = [
    ...exports.map(({ fileName }) => fileName),
    ...pages.flatMap(({ records }) => records.flatMap((record) => Object.values(record))),
  ]
  return texts.filter((value): value is string => typeof value === 'string' && /[\p{Script=Han}A-Za-z]{2}/u.test(value))
}
