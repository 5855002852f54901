import type { Command } from 'commander'
import { InvalidInputError } from '../../engine/index.ts'
import { demandCurrency, demandTimeZone } from '../http/settings-checks.ts'
import { checkPassword, foldedEmail } from '../identity/members.ts'
import type { Language } from '../start-error.ts'
import { workspaces } from './find.ts'
import { passwordFor, printTable, withEngine } from './with-engine.ts'

const words = {
  workspace: { zh: '管理工作区', en: 'Look after workspaces' },
  list: { zh: '列出工作区', en: 'List the workspaces' },
  create: { zh: '新建工作区及其管理员', en: 'Make a workspace and its administrator' },
  name: { zh: '公司名称', en: 'Name of the company' },
  currency: { zh: '本位币', en: 'Currency that sums are in' },
  locale: { zh: '语言：zh-CN 或 en', en: 'Language: zh-CN or en' },
  timeZone: { zh: '时区', en: 'Time zone' },
  adminName: { zh: '管理员姓名', en: 'Name of the administrator' },
  adminEmail: { zh: '管理员邮箱', en: 'E-mail of the administrator' },
  passwordStdin: { zh: '从标准输入读取密码；否则生成一个', en: 'Read the password from standard input; else one is made' },
  headings: { zh: ['编号', '名称', '货币', '语言', '时区', '用户'], en: ['id', 'name', 'currency', 'language', 'time zone', 'users'] },
  made: { zh: '已建立工作区「{name}」（{id}）。', en: 'Made the workspace “{name}” ({id}).' },
  password: { zh: '{email} 的密码（只显示这一次）：{password}', en: 'Password of {email}, shown this once: {password}' },
  keptPassword: { zh: '{email} 已有账号，密码不变。', en: '{email} already has an account and keeps its password.' },
} as const

type CreateOptions = {
  name: string
  currency: string
  locale: string
  timeZone: string
  adminName: string
  adminEmail: string
  passwordStdin?: boolean
}

export function registerWorkspace(program: Command, language: Language): void {
  const workspace = program.command('workspace').description(words.workspace[language])

  workspace
    .command('list')
    .description(words.list[language])
    .action(() =>
      withEngine(language, async (parts) => {
        const rows = await workspaces(parts)
        printTable([
          words.headings[language],
          ...rows.map((row) => [row.workspace_id, row.name, row.currency, row.locale, row.time_zone, String(row.users)]),
        ])
      }),
    )

  workspace
    .command('create')
    .description(words.create[language])
    .requiredOption('--name <name>', words.name[language])
    .requiredOption('--admin-name <name>', words.adminName[language])
    .requiredOption('--admin-email <email>', words.adminEmail[language])
    .option('--currency <code>', words.currency[language], 'CNY')
    .option('--locale <locale>', words.locale[language], 'zh-CN')
    .option('--time-zone <zone>', words.timeZone[language], 'Asia/Shanghai')
    .option('--password-stdin', words.passwordStdin[language])
    .action((options: CreateOptions) =>
      withEngine(language, async ({ engine, identity }) => {
        const { name, currency, timeZone } = options
        const email = foldedEmail(options.adminEmail)
        demandCurrency(currency)
        demandTimeZone(timeZone)
        const locale = options.locale === 'en' || options.locale === 'zh-CN' ? options.locale : null
        if (!locale) throw new InvalidInputError('invalid_value', { field: 'locale' })
        const { password, isNew } = await passwordFor(options)
        checkPassword(password)
        const administrator = { name: options.adminName, email }
        let isNewAccount = true
        const { workspaceId } = await engine.createWorkspace({ name, currency, locale, timeZone, administrator }, async (made) => {
          const member = { workspaceId: made.workspaceId, principalId: made.administratorId, ...administrator, password }
          isNewAccount = (await identity.members.add(member)).isNew
        })
        console.log(words.made[language].replace('{name}', name).replace('{id}', workspaceId))
        if (!isNewAccount) console.log(words.keptPassword[language].replace('{email}', email))
        else if (isNew) console.log(words.password[language].replace('{email}', email).replace('{password}', password))
      }),
    )
}
