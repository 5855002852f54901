import { statfs } from 'node:fs/promises'
import pg from 'pg'
import { globalTables } from '../../engine/index.ts'
import { assertAppRole } from '../database/app-role.ts'
import { migrationState } from '../database/migrate.ts'
import { type Language, StartError } from '../start-error.ts'
import type { CommandDatabase } from './with-database.ts'

type Text = Record<Language, string>
export type Finding = { state: 'good' | 'warning' | 'bad'; text: Text }

/** One thing that `guanxi doctor` looks at. It only looks; mending is a command of its own. */
export type Check = { key: string; label: Text; run(database: CommandDatabase): Promise<Finding[]> }

const databaseVersion: Check = {
  key: 'database-version',
  label: { zh: '数据库', en: 'Database' },
  async run({ owner, config }) {
    const { rows } = await owner.query<{ version: string; size: string }>(
      `select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size`,
    )
    const kind: Text = config.databaseUrl ? { zh: '外部', en: 'external' } : { zh: '内置', en: 'embedded' }
    const facts = `PostgreSQL ${rows[0]?.version}, ${rows[0]?.size}`
    return [{ state: 'good', text: { zh: `${kind.zh} ${facts}`, en: `${kind.en} ${facts}` } }]
  },
}

const roles: Check = {
  key: 'roles',
  label: { zh: '数据库角色', en: 'Database roles' },
  async run({ appUrl }) {
    const app = new pg.Client({ connectionString: appUrl })
    await app.connect()
    try {
      await assertAppRole(app)
      return [{ state: 'good', text: { zh: '服务所用角色受行级安全约束', en: 'the role that serves is held by row level security' } }]
    } catch (error) {
      if (!(error instanceof StartError)) throw error
      return [{ state: 'bad', text: { zh: error.inLanguage('zh'), en: error.inLanguage('en') } }]
    } finally {
      await app.end()
    }
  },
}

const rowLevelSecurity: Check = {
  key: 'row-level-security',
  label: { zh: '行级安全', en: 'Row level security' },
  async run({ owner }) {
    const { rows } = await owner.query<{ name: string }>(
      `select c.oid::regclass::text as name
         from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and not c.relrowsecurity
          and has_table_privilege('guanxi_app', c.oid, 'select')
          and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id')
          and c.relname <> all ($1)
        order by 1`,
      [[...globalTables]],
    )
    if (rows.length === 0) return [{ state: 'good', text: { zh: '所有业务表均已启用', en: 'enabled on every business table' } }]
    const names = rows.map(({ name }) => name).join(', ')
    return [{ state: 'warning', text: { zh: `未启用：${names}`, en: `not enabled on ${names}` } }]
  },
}

const invalidIndexes: Check = {
  key: 'invalid-indexes',
  label: { zh: '索引', en: 'Indexes' },
  async run({ owner }) {
    const { rows } = await owner.query<{ name: string }>(
      `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
        where not i.indisvalid and c.relkind = 'i' and c.relnamespace = 'public'::regnamespace order by 1`,
    )
    if (rows.length === 0) return [{ state: 'good', text: { zh: '全部有效', en: 'all valid' } }]
    return rows.map(({ name }) => ({
      state: 'bad' as const,
      text: { zh: `${name} 未建完，请删除后重建`, en: `${name} was never finished: drop it and build it again` },
    }))
  },
}

const migrations: Check = {
  key: 'migrations',
  label: { zh: '迁移', en: 'Migrations' },
  async run({ owner }) {
    const client = new pg.Client({ connectionString: owner.options.connectionString })
    await client.connect()
    try {
      const { applied, pending } = await migrationState(client)
      if (pending.length > 0)
        return [{ state: 'bad', text: { zh: `待应用：${pending.join('、')}`, en: `still to apply: ${pending.join(', ')}` } }]
      return [{ state: 'good', text: { zh: `${applied.length} 个，均已应用`, en: `${applied.length}, all applied` } }]
    } finally {
      await client.end()
    }
  },
}

const disk: Check = {
  key: 'disk',
  label: { zh: '磁盘', en: 'Disk' },
  async run({ config }) {
    const { bavail, blocks, bsize } = await statfs(config.dataFolder)
    const freeGigabytes = (bavail * bsize) / 1024 ** 3
    const freePercent = (100 * bavail) / blocks
    const isScarce = freeGigabytes < 1
    const isLow = freeGigabytes < 5 && freePercent < 10
    const facts = `${freeGigabytes.toFixed(1)} GB (${freePercent.toFixed(0)} %)`
    return [
      {
        state: isScarce ? 'bad' : isLow ? 'warning' : 'good',
        text: { zh: `数据文件夹所在磁盘剩余 ${facts}`, en: `${facts} free for the data folder` },
      },
    ]
  },
}

export const platformChecks: readonly Check[] = [databaseVersion, roles, rowLevelSecurity, invalidIndexes, migrations, disk]
