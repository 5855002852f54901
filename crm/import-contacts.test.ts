import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { recordsOf, type TestWorkspace } from '../testing/workspace.ts'
import { acceptanceEngine, importer, isHere, manifestRows, shared } from './import-acceptance.test-support.ts'

const freshWorkspace = await acceptanceEngine()
const fields = ['name', 'account', 'jobTitle', 'department', 'mobile', 'phone', 'email', 'birthday', 'gender', 'address', 'description']

async function contacts(workspace: TestWorkspace) {
  const context = await workspace.again(workspace.admin)
  return recordsOf(await context.list({ object: 'contact', fields }))
}

/** What a card holds under a name, whatever its parameters. */
function valuesIn(card: string, name: string): string[] {
  const lines = readFileSync(new URL(card, shared), 'utf8').split(/\r?\n/)
  return lines.flatMap((line) => (line.split(/[:;]/)[0] === name ? [line.slice(line.indexOf(':') + 1)] : []))
}

test.runIf(isHere).each(['all', 'gmail', 'outlook'])('the list %s becomes the people of the card beside it', async (name) => {
  const workspace = await freshWorkspace()
  const { take } = importer(workspace)

  expect(await take(`contacts-csv/${name}.csv`)).toEqual({ object: 'contact', created: 1, updated: 0, skipped: 0, rejected: 0, why: [] })

  const card = (property: string) => valuesIn(`contacts-csv/${name}.vcf`, property)
  const [person, ...nobody] = await contacts(workspace)
  expect(nobody).toEqual([])
  expect(person).toMatchObject({ name: card('FN')[0], birthday: card('BDAY')[0] ?? null, gender: card('X-GENDER')[0] ?? null })
  // The case of a company's name is that of whoever named it first.
  expect(String((person?.account as { title: string } | null)?.title ?? '').toLowerCase()).toBe((card('ORG')[0] ?? '').toLowerCase())
  const kept = [person?.email, person?.mobile, person?.phone, ...String(person?.description).split(/: |\n/)]
  expect([...card('EMAIL'), ...card('TEL'), ...card('NOTE'), ...card('NICKNAME')].filter((value) => !kept.includes(value))).toEqual([])
})

test.runIf(isHere).each(['all', 'gmail', 'outlook'])('the card %s becomes the same person as the list beside it', async (name) => {
  const [fromList, fromCard] = [await freshWorkspace(), await freshWorkspace()]
  await importer(fromList).take(`contacts-csv/${name}.csv`)

  expect(await importer(fromCard).take(`contacts-csv/${name}.vcf`)).toMatchObject({ object: 'contact', created: 1, rejected: 0 })

  const plain = (person: Record<string, unknown> | undefined) => {
    const { name, mobile, phone, birthday, gender, jobTitle, department } = person ?? {}
    return { name, mobile, phone, birthday, gender, jobTitle, department }
  }
  expect(plain((await contacts(fromCard))[0])).toEqual(plain((await contacts(fromList))[0]))
})

/** People who have a card in another file too: they are known by their e-mail. */
const known = new Map([
  ['vcard/android/v21_complicated.vcf', 1],
  ['vcard/ical4j-vcard/Simon_Perreault.vcf', 1],
  ['vcard/ical4j-vcard/Simon_Perreault_03.vcf', 1],
  ['vcard/libical/test.vcf', 1],
])

test.runIf(isHere)('all cards of telephones and mail programs are taken in', { timeout: 60_000 }, async () => {
  const workspace = await freshWorkspace()
  const { take } = importer(workspace)
  const cards = [...manifestRows()].filter(([path]) => path.startsWith('vcard/') && path.endsWith('.vcf'))
  expect(cards).toHaveLength(39)

  for (const [path, count] of cards) {
    const skipped = known.get(path) ?? 0
    expect.soft(await take(path), path).toEqual({ object: 'contact', created: count - skipped, updated: 0, skipped, rejected: 0, why: [] })
  }

  const context = await workspace.again(workspace.admin)
  const called = async (name: string) =>
    recordsOf(await context.list({ object: 'contact', filter: { field: 'name', op: 'is', value: name }, fields }))[0]
  // Written in Shift_JIS by a Japanese telephone.
  expect(await called('安藤ロイド')).toMatchObject({ mobile: '0300000000', phone: '0300000000' })
  expect(await called('Frank Dawson')).toMatchObject({
    email: 'frank_dawson@lotus.com',
    phone: '+1-919-676-9515',
    account: { title: 'Lotus Development Corporation' },
    address: { postcode: '27613-3502', country: 'U.S.A.' },
  })
  expect(await called('Franz M. Branntwein')).toMatchObject({ phone: '0221 12345678', address: { country: 'Deutschland' } })
})

test.runIf(isHere)('a card written as jCard holds no list of records, and says so', async () => {
  const workspace = await freshWorkspace()
  expect(await importer(workspace).take('vcard/ical.js/vcard.json')).toMatchObject({ refused: 'import_json_no_records' })
})
