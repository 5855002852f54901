import type { Fact } from '../facts.ts'
import { levelOf, mayDo, maySee, scopeOf } from '../model.ts'
import type { Operation, Play } from '../play.ts'
import { objects } from '../rules.ts'
import { parts } from '../world.ts'

/** Objects that may be there twice, and the fields that tell it, with the class that keeps some from being asked for. */
const signs: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  account: { name: null, short_name: null, tax_number: null, email: null, phone: null },
  contact: { email: null, phone: null, mobile: 'personal-contact', wechat: 'personal-contact' },
  lead: { email: null, phone: null, mobile: 'personal-contact', company_name: null },
}
const camel = (column: string): string => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

function someRecord(play: Play): Fact {
  return play.anyRecord(play.random.pick(Object.keys(signs)))
}

/** Asks for what is like a record by one of its values: it is shown only if it is seen, and found only by a field that is seen in the open. */
async function similar(play: Play): Promise<void> {
  const { random, company, asker } = play
  const record = someRecord(play)
  const fields = signs[record.object] ?? {}
  const column = random.pick(Object.keys(fields))
  const value = record.columns[column]
  const reply = await play.ask({
    method: 'POST',
    url: '/duplicates/similar',
    body: { object: record.object, values: { [camel(column)]: value ?? '' } },
  })
  if (!scopeOf(company.facts, asker, record.object, 'create'))
    return play.expect(reply.status === 403, 'what is like a new record, for somebody who may make none')
  const group = fields[column] ?? null
  const isOpen = levelOf(company.facts, asker, group) === 'see'
  for (const { id } of parts(reply.json, 'similar')) {
    const found = company.facts.records.get(String(id))
    play.expect(found !== undefined && maySee(company.facts, asker, found), 'a record that is not seen, as one that is like it')
    play.expect(isOpen, `a record that is like it by ${column}, which is not seen in the open`)
  }
  const hidden = parts(reply.json, 'hidden')
  play.expect(isOpen || hidden.length === 0, `a hidden record by ${column}, which is not seen in the open`)
  play.expect(
    hidden.every(({ holder, title }) => holder === null && title === null),
    'who holds a record or what it is called, which no rule discloses here',
  )
}

async function pairs(play: Play): Promise<void> {
  const { company, asker, random } = play
  const object = random.pick(Object.keys(signs))
  const reply = await play.ask({
    method: 'GET',
    url: `/duplicates/${object}${random.pick(['', '/clashes', '/clashes?decided=true', '?certain=true'])}`,
  })
  const shown = [
    ...parts(reply.json, 'pairs').flatMap((pair) => parts(pair, 'records')),
    ...parts(reply.json, 'clashes').flatMap(({ found, held }) => [found, held]),
  ]
  for (const one of shown) {
    const found = company.facts.records.get(String((one as { id?: unknown }).id))
    play.expect(found !== undefined && maySee(company.facts, asker, found), 'a record of a pair that is not seen')
  }
}

async function whatBecame(play: Play): Promise<void> {
  const { company, asker, random } = play
  const record = someRecord(play)
  const reply = await play.ask({ method: 'GET', url: `/duplicates/${record.object}/${random.pick(['merged', 'merges'])}/${record.id}` })
  if (parts(reply.json, 'merges').length > 0) play.expect(maySee(company.facts, asker, record), 'the merges of a record that is not seen')
  if (reply.status === 200 && typeof reply.json.id === 'string') {
    const survivor = company.facts.records.get(reply.json.id)
    play.expect(survivor !== undefined && maySee(company.facts, asker, survivor), 'what a record became, which is not seen')
  }
}

/** Merging takes the right to change both and to delete the one that goes. */
async function merge(play: Play): Promise<void> {
  const { company, asker, random } = play
  const object = random.pick(Object.keys(signs))
  const [survivor, loser] = [play.anyRecord(object), play.anyRecord(object)]
  const action = random.pick(['record.merge', 'record.notDuplicates', 'record.unmerge', 'clash.decide'])
  const body = {
    'record.merge': { object, survivor: { id: survivor.id }, loser: { id: loser.id }, take: [] },
    'record.notDuplicates': { object, records: [survivor.id, loser.id] },
    'record.unmerge': { merge: survivor.id },
    'clash.decide': { clash: survivor.id, choice: 'both' },
  }[action]
  const before = [survivor, loser].map((one) => company.facts.records.get(one.id))
  const may = before.every((one) => one !== undefined && maySee(company.facts, asker, one) && mayDo(company.facts, asker, one, 'update'))
  const reply = await play.change({ method: 'POST', url: `/actions/${action}`, body })
  if (reply.status === 200) {
    play.expect(action === 'record.merge' || action === 'record.notDuplicates', `${action} of what is none`)
    play.expect(may, `${action} of records that may not be changed`)
    if (action === 'record.merge' && before[1])
      play.expect(mayDo(company.facts, asker, before[1], 'delete'), 'a merge without the right to delete')
  }
  const sweep = await play.ask({ method: 'POST', url: `/duplicates/${object}/sweep` })
  play.expect(sweep.status !== 202 || objects[object] !== undefined, 'a sweep of what may not be twice')
}

const route = '/api/v1/duplicates'
export const duplicateOperations: readonly Operation[] = [
  { name: 'similar', routes: [`POST ${route}/similar`], weight: 6, run: similar },
  { name: 'pairs', routes: [`GET ${route}/:object`, `GET ${route}/:object/clashes`], weight: 3, run: pairs },
  { name: 'merged', routes: [`GET ${route}/:object/merged/:id`, `GET ${route}/:object/merges/:id`], weight: 2, run: whatBecame },
  { name: 'merge', routes: ['POST /api/v1/actions/:key', `POST ${route}/:object/sweep`], weight: 3, run: merge },
]
