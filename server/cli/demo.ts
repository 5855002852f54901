import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { fillDemo } from '../../crm/demo/index.ts'
import { InvalidInputError } from '../../engine/index.ts'
import type { Language } from '../start-error.ts'
import { workspaceNamed, workspaces } from './find.ts'
import { withEngine } from './with-engine.ts'

const words = {
  demo: {
    zh: '填入演示公司：一家医疗设备经销商的人员、客户和两年往来',
    en: 'Fill in a demo company: a distributor of medical devices, its customers and two years with them',
  },
  accounts: { zh: '客户数量', en: 'How many customers' },
  seed: { zh: '同样的种子得到同样的数据', en: 'The same seed makes the same data' },
  workspace: { zh: '工作区（编号或名称）', en: 'Workspace (id or name)' },
  ifNew: { zh: '仅在还没有工作区时填入', en: 'Only where there is no workspace yet' },
  filled: { zh: '已填入 {count} 个客户。', en: 'Filled in {count} customers.' },
  password: { zh: '登录：{email}，密码（只显示这一次）：{password}', en: 'Sign in as {email}, password (shown this once): {password}' },
} as const

const company = { name: '关系医疗设备', currency: 'CNY', locale: 'zh-CN', timeZone: 'Asia/Shanghai' } as const
const administrator = { name: '演示管理员', email: 'demo@guanxi.example' }
const mostAccounts = 1_000_000

type Options = { accounts: string; seed: string; workspace?: string; ifNew?: boolean }

export function registerDemo(program: Command, language: Language): void {
  program
    .command('demo')
    .description(words.demo[language])
    .option('--accounts <number>', words.accounts[language], '200')
    .option('--seed <number>', words.seed[language], '1')
    .option('--workspace <workspace>', words.workspace[language])
    .option('--if-new', words.ifNew[language])
    .action((options: Options) =>
      withEngine(language, async (parts) => {
        const { engine, identity } = parts
        const accounts = wholeNumber('accounts', options.accounts, mostAccounts)
        const seed = wholeNumber('seed', options.seed, 2 ** 31)
        const isNew = (await workspaces(parts)).length === 0
        if (options.ifNew && !isNew) return
        let workspaceId: string
        if (isNew) {
          const password = randomBytes(9).toString('base64url')
          const made = await engine.createWorkspace({ ...company, administrator })
          await identity.members.add({ workspaceId: made.workspaceId, principalId: made.administratorId, ...administrator, password })
          workspaceId = made.workspaceId
          console.log(words.password[language].replace('{email}', administrator.email).replace('{password}', password))
        } else workspaceId = (await workspaceNamed(parts, options.workspace)).workspace_id
        await fillDemo(await engine.systemContext(workspaceId, 'demo'), { accounts, seed })
        console.log(words.filled[language].replace('{count}', String(accounts)))
      }),
    )
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < 1 || number > most) throw new InvalidInputError('number_above_most', { field: name, most })
  return number
}
