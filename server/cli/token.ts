import type { Command } from 'commander'
import { InvalidInputError, systemClock } from '../../engine/index.ts'
import { narrowedTo } from '../http/tokens.ts'
import type { TokenSummary } from '../identity/tokens.ts'
import type { Language } from '../start-error.ts'
import { roleNamed, users, userWithEmail, workspaceNamed } from './find.ts'
import { printTable, withEngine } from './with-engine.ts'

const words = {
  token: { zh: '管理访问令牌', en: 'Look after access tokens' },
  create: { zh: '新建令牌，拥有该用户的权限', en: 'Make a token that acts with the rights of a user' },
  list: { zh: '列出令牌', en: 'List the tokens' },
  revoke: { zh: '撤销令牌', en: 'Revoke a token' },
  workspace: { zh: '工作区的编号或名称（只有一个时可省略）', en: 'Id or name of the workspace; not needed when there is one' },
  user: { zh: '用户邮箱', en: 'E-mail of the user' },
  name: { zh: '用途，例如 ERP', en: 'What it is for, such as ERP' },
  days: { zh: '有效天数；0 表示不过期', en: 'Days until it expires; 0 for never' },
  role: { zh: '只有这个角色的权限（用户须有此角色）', en: 'With the rights of this role alone, which the user must hold' },
  readOnly: { zh: '只能读取', en: 'For reading alone' },
  headings: {
    zh: ['编号', '用途', '用户', '权限', '过期', '最近使用', '已撤销'],
    en: ['id', 'for', 'user', 'rights', 'expires', 'last used', 'revoked'],
  },
  all: { zh: '全部', en: 'all' },
  reading: { zh: '只读', en: 'reading' },
  roleGone: { zh: '{role}（已不再拥有）', en: '{role} (no longer held)' },
  made: { zh: '令牌（只显示这一次）：{token}', en: 'The token, shown this once: {token}' },
  revoked: { zh: '已撤销。', en: 'Revoked.' },
} as const

type Place = { workspace?: string }

export function registerToken(program: Command, language: Language): void {
  const token = program.command('token').description(words.token[language])

  token
    .command('create')
    .description(words.create[language])
    .requiredOption('--user <email>', words.user[language])
    .requiredOption('--name <name>', words.name[language])
    .option('--days <days>', words.days[language], '365')
    .option('--role <role>', words.role[language])
    .option('--read-only', words.readOnly[language])
    .option('--workspace <workspace>', words.workspace[language])
    .action((options: Place & { user: string; name: string; days: string; role?: string; readOnly?: boolean }) =>
      withEngine(language, async (parts) => {
        const { workspace_id: workspaceId } = await workspaceNamed(parts, options.workspace)
        if (!/^\d{1,5}$/.test(options.days)) throw new InvalidInputError('days_not_understood', { value: options.days })
        const days = Number(options.days)
        const context = await parts.engine.systemContext(workspaceId, 'command')
        const { id } = await userWithEmail(context, options.user)
        const roleId = options.role === undefined ? null : await roleNamed(context, options.role)
        const narrowing = narrowedTo(await parts.engine.principal(workspaceId, id), roleId, options.readOnly === true)
        const expiresAt = days === 0 ? null : new Date(systemClock.now().getTime() + days * 86_400_000)
        const { name } = options
        const made = await parts.identity.tokens.create({ workspaceId, principalId: id, name, expiresAt, createdById: null, narrowing })
        console.log(words.made[language].replace('{token}', made.token))
      }),
    )

  token
    .command('list')
    .description(words.list[language])
    .option('--workspace <workspace>', words.workspace[language])
    .action((options: Place) =>
      withEngine(language, async (parts) => {
        const { workspace_id: workspaceId } = await workspaceNamed(parts, options.workspace)
        const people = new Map(
          (await users(await parts.engine.systemContext(workspaceId, 'command'))).map((user) => [user.id, user.email ?? user.name]),
        )
        const rows = await parts.identity.tokens.list(workspaceId)
        const day = (at: string | null) => at?.slice(0, 10) ?? ''
        const cells = rows.map((row) => [
          row.id,
          row.name,
          people.get(row.principalId) ?? row.principalId,
          rightsOf(row, language),
          day(row.expiresAt),
          day(row.lastUsedAt),
          day(row.revokedAt),
        ])
        printTable([words.headings[language], ...cells])
      }),
    )

  token
    .command('revoke <id>')
    .description(words.revoke[language])
    .option('--workspace <workspace>', words.workspace[language])
    .action((id: string, options: Place) =>
      withEngine(language, async (parts) => {
        const { workspace_id: workspaceId } = await workspaceNamed(parts, options.workspace)
        await parts.identity.tokens.revoke(workspaceId, id)
        console.log(words.revoked[language])
      }),
    )
}

function rightsOf({ role, readOnly }: TokenSummary, language: Language): string {
  const title = role && (role.held ? role.title : words.roleGone[language].replace('{role}', role.title))
  return [title, readOnly ? words.reading[language] : null].filter((part) => part !== null).join(' · ') || words.all[language]
}
