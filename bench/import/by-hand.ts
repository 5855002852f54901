import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { v7 } from 'uuid'
import { companyDomain } from '../../crm/customers/duplicates/company-domain.ts'
import { companyNameKey } from '../../crm/customers/duplicates/company-name.ts'
import { companyNumberKey } from '../../crm/customers/duplicates/credit-code.ts'
import { dateIn } from '../../engine/clock.ts'
import { pinyinSortKey } from '../../engine/text/pinyin.ts'
import { documentTokens } from '../../engine/text/search-tokens.ts'
import { parsePhone } from '../../engine/text/values.ts'
import { placesByName } from '../data/names.ts'
import { choicesByLabel, columns, regionCode } from './rows.ts'

// The import that somebody would write who has this one file to take in, once: no mapping, no checks, no rights, no way back. It does the same work:
// looks for duplicates by name, keeps all indexes, the words of search and history, and goes in by parts.

export type ByHandWork = { ownerUrl: string; workspaceId: string; principalId: string; path: string }

const rowsPerPart = 1000

const tables = {
  account: [
    ...[
      'workspace_id',
      'id',
      'revision',
      'created_at',
      'created_by_id',
      'changed_at',
      'changed_by_id',
      'number',
      'name',
      'name_sort',
      'short_name',
    ],
    ...[
      'short_name_sort',
      'kind',
      'status',
      'level',
      'source',
      'industry',
      'region',
      'phone',
      'phone_e164',
      'email',
      'email_folded',
      'employees',
    ],
    ...[
      'annual_revenue',
      'annual_revenue_currency',
      'annual_revenue_base',
      'annual_revenue_rate',
      'annual_revenue_rate_date',
      'founded_year',
    ],
    ...['tax_number', 'owner_id', 'description', 'lifecycle', 'name_like', 'short_name_like', 'tax_number_like', 'email_like'],
  ],
  history: ['workspace_id', 'at', 'id', 'object', 'record_id', 'revision', 'kind', 'principal_id', 'through', 'change_id', 'changes'],
  search_document: ['workspace_id', 'object', 'record_id', 'read_class', 'title', 'tokens', 'token_version'],
  search_owner: ['workspace_id', 'record_id', 'owner_id'],
} as const
type Part = { names: string[]; lines: Record<keyof typeof tables, string[]>; count: number }

process.on('message', (work: ByHandWork) => void takeIn(work).then((seconds) => process.send?.({ seconds })))
process.on('disconnect', () => process.exit(0))

async function takeIn({ ownerUrl, workspaceId, principalId, path }: ByHandWork): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC' })
  await client.connect()
  const { rows: people } = await client.query<{ id: string; name: string }>('SELECT id, name FROM principal WHERE workspace_id = $1', [
    workspaceId,
  ])
  const owners = new Map(people.map(({ id, name }) => [name, id]))
  const begun = performance.now()
  const { rows: series } = await client.query<{ next: string }>(
    `INSERT INTO number_series (workspace_id, series, next) VALUES ($1, 'account.number', 1) ON CONFLICT (workspace_id, series) DO UPDATE SET next = number_series.next RETURNING next`,
    [workspaceId],
  )
  const maker = partMaker({ workspaceId, principalId, owners, firstNumber: Number(series[0]?.next) })
  let writing = Promise.resolve()
  let [written, nextLook] = [0, 1]
  for await (const records of parts(path)) {
    const part = maker(records)
    // One part is written while the next is made.
    await writing
    // Who writes such an import finds out that the planner has to be told of rows that came in a moment ago.
    if (written++ === nextLook) {
      nextLook *= 4
      await client.query('ANALYZE account')
    }
    writing = write(client, workspaceId, part)
    writing.catch(() => undefined)
  }
  await writing
  const seconds = (performance.now() - begun) / 1000
  await client.end()
  return seconds
}

async function* parts(path: string): AsyncGenerator<string[][]> {
  const reader = createReadStream(path).pipe(parse({ bom: true, from_line: 2 }))
  let records: string[][] = []
  for await (const record of reader) {
    records.push(record as string[])
    if (records.length < rowsPerPart) continue
    yield records
    records = []
  }
  if (records.length > 0) yield records
}

type Making = { workspaceId: string; principalId: string; owners: ReadonlyMap<string, string>; firstNumber: number }

function partMaker({ workspaceId, principalId, owners, firstNumber }: Making): (records: readonly string[][]) => Part {
  const choices = {
    status: choicesByLabel('account-status'),
    level: choicesByLabel('account-level'),
    industry: choicesByLabel('industry'),
    source: choicesByLabel('account-source'),
  }
  const changeId = v7()
  let next = firstNumber
  const place = Object.fromEntries(columns.map(([, field], index) => [field, index])) as Record<(typeof columns)[number][1], number>
  return (records) => {
    const now = new Date()
    const at = now.toISOString()
    const today = dateIn('Asia/Shanghai', now)
    const lines: Part['lines'] = { account: [], history: [], search_document: [], search_owner: [] }
    const names: string[] = []
    for (const cells of records) {
      const text = (field: keyof typeof place) => cells[place[field]] || null
      const id = v7()
      const number = `C-${String(next++).padStart(6, '0')}`
      const name = text('name') ?? ''
      const shortName = text('shortName')
      const [phone, email, taxNumber, description] = [text('phone'), text('email'), text('taxNumber'), text('description')]
      const status = choices.status.get(text('status') ?? '')
      const level = choices.level.get(text('level') ?? '')
      const source = choices.source.get(text('source') ?? '')
      const industry = choices.industry.get(text('industry') ?? '')
      const region = regionCode(placesByName.get(text('region') ?? '') ?? '')
      const owner = owners.get(text('owner') ?? '')
      const [employees, revenue, foundedYear] = [Number(text('employees')), Number(text('annualRevenue')), Number(text('foundedYear'))]
      const units = revenue * 10_000
      names.push(name)
      lines.account.push(
        line([
          ...[workspaceId, id, 1, at, principalId, at, principalId, number, name, pinyinSortKey(name), shortName],
          ...[
            shortName && pinyinSortKey(shortName),
            'organisation',
            status,
            level,
            source,
            industry,
            region,
            phone,
            phone && parsePhone(phone, 'CN').e164,
          ],
          ...[email, email?.toLowerCase(), employees, units, 'CNY', units, 100_000_000, today, foundedYear, taxNumber, owner, description],
          ...[
            'prospect',
            companyNameKey(name),
            shortName && companyNameKey(shortName),
            taxNumber && companyNumberKey(taxNumber),
            email && companyDomain(email),
          ],
        ]),
      )
      const given = {
        number,
        name,
        shortName,
        kind: 'organisation',
        lifecycle: 'prospect',
        status,
        level,
        source,
        industry,
        region,
        phone,
        email,
        employees,
      }
      const more = { annualRevenue: { amount: String(revenue), currency: 'CNY' }, foundedYear, taxNumber, owner, description }
      const changes: Record<string, [null, unknown]> = {}
      for (const [key, value] of Object.entries({ ...given, ...more })) if (value !== null) changes[key] = [null, value]
      lines.history.push(
        line([workspaceId, at, v7(), 'account', id, 1, 'create', principalId, 'import', changeId, JSON.stringify(changes)]),
      )
      const tokens = documentTokens([
        { text: number, kind: 'code' },
        { text: name, kind: 'name' },
        ...(shortName ? [{ text: shortName, kind: 'name' as const }] : []),
        ...(phone ? [{ text: phone, kind: 'digits' as const }] : []),
        ...(email ? [{ text: email, kind: 'email' as const }] : []),
        ...(taxNumber ? [{ text: taxNumber, kind: 'code' as const }] : []),
        ...(description ? [{ text: description, kind: 'text' as const }] : []),
      ])
      const vector = tokens.map((token) => `'${token.replace(/['\\]/g, '$&$&')}'`).join(' ')
      lines.search_document.push(line([workspaceId, 'account', id, 'general', name, vector, 1]))
      lines.search_owner.push(line([workspaceId, id, owner]))
    }
    return { names, lines, count: records.length }
  }
}

function line(values: readonly unknown[]): string {
  return `${values.map((value) => (value === null || value === undefined ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign))).join('\t')}\n`
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

async function write(client: pg.Client, workspaceId: string, { names, lines, count }: Part): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT name FROM account WHERE workspace_id = $1 AND deleted_at IS NULL AND name = ANY ($2)',
    [workspaceId, names],
  )
  const there = new Set(rows.map(({ name }) => name))
  const isNew = (_: unknown, index: number): boolean => !there.has(names[index] ?? '')
  await client.query('BEGIN')
  for (const [table, fields] of Object.entries(tables) as [keyof typeof tables, readonly string[]][]) {
    const stream = client.query(from(`COPY ${table} (${fields.join()}) FROM STDIN`))
    stream.end(lines[table].filter(isNew).join(''))
    await once(stream, 'finish')
  }
  await client.query(`UPDATE number_series SET next = next + $2 WHERE workspace_id = $1 AND series = 'account.number'`, [
    workspaceId,
    count,
  ])
  await client.query('COMMIT')
}
