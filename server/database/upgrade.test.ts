import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { choiceLists } from '../../crm/index.ts'
import { freshDatabase } from '../../testing/database.ts'
import { migrate } from './migrate.ts'
import { migrationsFolder, readMigrations } from './migration-files.ts'

/** The last release before the customer base grew. */
const before = '20261123T0313'
/** Lists that came with it; all others were seeded when the workspace was made. */
const since = new Set([
  ...[
    'visit-location',
    'team-role',
    'pool-reason',
    'assignment-way',
    'skill',
    'health-part',
    'lifecycle-stage',
    'address-kind',
    'need-state',
  ],
  ...['external-fact-kind', 'consent-channel', 'consent-state', 'consent-source'],
])
const workspaceId = '01890000-0000-7000-8000-000000000001'
const systemId = '01890000-0000-7000-8000-000000000002'

const database = await freshDatabase()

/** A workspace as that release left it: base data of its time, and a role that works with its own customers. */
async function olderWorkspace(owner: pg.Client): Promise<void> {
  await owner.query('drop schema public cascade; create schema public')
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-older-'))
  for (const { name } of await readMigrations())
    if (name < before) await copyFile(join(migrationsFolder, `${name}.sql`), join(folder, `${name}.sql`))
  await migrate(owner, folder)
  await rm(folder, { recursive: true })
  await owner.query(`insert into workspace (workspace_id, name, currency, locale, time_zone, created_at)
    values ('${workspaceId}', '远山医疗', 'CNY', 'zh-CN', 'Asia/Shanghai', '2026-01-05')`)
  await owner.query(`insert into principal (workspace_id, id, kind, name, name_sort, active, created_at)
    values ('${workspaceId}', '${systemId}', 'system', 'Guanxi', 'guanxi', true, '2026-01-05')`)
  for (const list of choiceLists)
    for (const [place, { key, label }] of list.values.entries())
      if (!since.has(list.key))
        await owner.query(
          `insert into choice (workspace_id, id, created_at, created_by_id, changed_at, changed_by_id, list, key, label_zh, label_en, position, active)
           values ($1, gen_random_uuid(), '2026-01-05', $2, '2026-01-05', $2, $3, $4, $5, $6, $7, true)`,
          [workspaceId, systemId, list.key, key, label.zh, label.en, place],
        )
  await owner.query(
    `insert into "role" (workspace_id, id, created_at, created_by_id, changed_at, changed_by_id, name, grants)
     values ($1, gen_random_uuid(), '2026-01-05', $2, '2026-01-05', $2, '销售', $3)`,
    [workspaceId, systemId, { tag: { read: 'all' }, account: { create: 'own', read: 'team', update: 'own', delete: 'own' } }],
  )
}

test('a workspace made by an older release has every list, kind of relation and right that a new one is seeded with', async () => {
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await olderWorkspace(owner)

  await migrate(owner)

  const { rows: choices } = await owner.query(
    'select list, key, label_zh as zh, label_en as en, color from choice where list = any ($1) order by list, position',
    [[...since]],
  )
  const declared = choiceLists
    .filter(({ key }) => since.has(key))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .flatMap(({ key: list, values }) =>
      values.map(({ key, label, color }) => ({ list, key, zh: label.zh, en: label.en, color: color ?? null })),
    )
  expect(choices).toEqual(declared)
  const { rows: kinds } = await owner.query('select name, reverse_name from relation_kind order by created_at')
  expect(kinds.map(({ name, reverse_name }) => `${name}/${reverse_name}`)).toEqual([
    ...['供应商/采购方', '代理商/厂商', '合作伙伴/合作伙伴', '竞争对手/竞争对手', '股东/被投资方', '顾问/委托方', '同学/同学', '亲属/亲属'],
  ])
  const { rows: history } = await owner.query(
    `select distinct object from history where kind = 'create' and through = 'upgrade' and object = 'relationKind'`,
  )
  expect(history).toHaveLength(1)
  const { rows: roles } = await owner.query('select grants from "role"')
  expect(roles[0].grants).toMatchObject({
    relation: { create: 'own', read: 'team', update: 'own', delete: 'own' },
    consent: { create: 'own', read: 'team' },
    relationKind: { read: 'all' },
  })
  expect(roles[0].grants.consent).not.toHaveProperty('update')
  await owner.end()
})
