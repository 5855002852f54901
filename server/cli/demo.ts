import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from 'commander'
import { abandonLoad, type DemoRequest, type LoadStage, loadDemo, loadKind, mostRich } from '../../crm/demo/index.ts'
import { InvalidInputError, keepHistorySince, RuleError } from '../../engine/index.ts'
import type { Language } from '../start-error.ts'
import { workspaceNamed, workspaces } from './find.ts'
import { finishedJob, type Progress, progressLine } from './progress.ts'
import { type CommandParts, withEngine } from './with-engine.ts'

const words = {
  demo: {
    zh: '填入演示公司：一家医疗设备经销商的人员、客户和两年往来；中断后再次运行会继续',
    en: 'Fill in a demo company: a distributor of medical devices, its customers and two years with them. Goes on when run again after a break.',
  },
  accounts: { zh: '客户数量，最多 1000000', en: 'How many customers, up to 1,000,000' },
  seed: { zh: '同样的种子得到同样的数据', en: 'The same seed makes the same data' },
  workspace: { zh: '工作区（编号或名称）；new 表示新建一个', en: 'Workspace (id or name); “new” makes one' },
  ifNew: { zh: '仅在还没有工作区时填入', en: 'Only where there is no workspace yet' },
  force: { zh: '工作区已有客户时也填入', en: 'Also where the workspace has customers' },
  remove: { zh: '整批删除示例数据', en: 'Take the sample data away as a whole' },
  filled: { zh: '已填入 {count} 个客户。', en: 'Filled in {count} customers.' },
  goesOn: { zh: '上次填入在第 {done} 个客户处中断，现在继续。', en: 'The last filling broke off at {done} customers: going on.' },
  mayBreak: {
    zh: '可随时中断：再次运行 guanxi demo 会从断点继续，guanxi demo --remove 会撤回已填入的部分。',
    en: 'It may be broken off: guanxi demo goes on where it was, guanxi demo --remove takes back what has come in.',
  },
  removed: { zh: '示例数据已删除。', en: 'The sample data is taken away.' },
  kept: { zh: '其中 {count} 条后来有人改动过，予以保留。', en: '{count} records that somebody has touched since are kept.' },
  password: { zh: '登录：{email}，密码（只显示这一次）：{password}', en: 'Sign in as {email}, password (shown this once): {password}' },
  keptPassword: { zh: '{email} 已有账号，密码不变。', en: '{email} already has an account and keeps its password.' },
} as const

const stages: Record<LoadStage, Record<Language, string>> = {
  records: { zh: '填入', en: 'Filling in' },
  indexes: { zh: '建立索引', en: 'Making indexes' },
  tidy: { zh: '整理', en: 'Tidying up' },
}

const company = { name: '关系医疗设备', currency: 'CNY', locale: 'zh-CN', timeZone: 'Asia/Shanghai' } as const
const administrator = { name: '演示管理员', email: 'demo@guanxi.example' }
const mostAccounts = 1_000_000
const historyMs = 800 * 86_400_000

type Options = { accounts: string; seed: string; workspace?: string; ifNew?: boolean; force?: boolean; remove?: boolean }
type Say = (key: keyof typeof words, values?: Record<string, unknown>) => void

export function registerDemo(program: Command, language: Language): void {
  const say: Say = (key, values = {}) => console.log(words[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])))

  program
    .command('demo')
    .description(words.demo[language])
    .option('--accounts <number>', words.accounts[language], '200')
    .option('--seed <number>', words.seed[language], '1')
    .option('--workspace <workspace>', words.workspace[language])
    .option('--if-new', words.ifNew[language])
    .option('--force', words.force[language])
    .option('--remove', words.remove[language])
    .action((options: Options) =>
      withEngine(
        language,
        async (parts) => {
          const isNew = (await workspaces(parts)).length === 0
          if (options.ifNew && !isNew) return
          const progress = progressLine(language)
          try {
            if (options.remove) await remove(parts, (await workspaceNamed(parts, options.workspace)).workspace_id, { progress, say })
            else await fill(parts, options, { isNew, language, progress, say })
          } finally {
            progress.end()
          }
        },
        { background: true },
      ),
    )
}

type Terminal = { progress: Progress; say: Say }

async function fill(parts: CommandParts, options: Options, given: Terminal & { isNew: boolean; language: Language }): Promise<void> {
  const { engine } = parts
  const { say, progress, language } = given
  const request: DemoRequest = {
    accounts: wholeNumber('accounts', options.accounts, mostAccounts),
    seed: wholeNumber('seed', options.seed, 2 ** 31),
    now: engine.clock.now().getTime(),
  }
  const workspaceId =
    given.isNew || options.workspace === 'new'
      ? await newCompany(parts, say)
      : (await workspaceNamed(parts, options.workspace)).workspace_id
  const [underWay] = await batchesOf(parts, workspaceId, ['queued', 'running'])
  if (!underWay) await demandEmpty(parts, workspaceId, options.force === true)
  else say('goesOn', { done: underWay.done })
  if (underWay ? underWay.kind === loadKind : request.accounts > mostRich) {
    const { ownerUrl, appUrl } = parts
    say('mayBreak')
    const onProgress = (stage: LoadStage, done: number, total: number) => progress.show(done, total, stages[stage][language])
    await loadDemo({ engine, ownerUrl, appUrl, workspaceId, onProgress }, request)
  } else {
    const context = await engine.systemContext(workspaceId, 'demo')
    await keepHistorySince(engine.owner, engine.clock, new Date(request.now - historyMs))
    const job = underWay?.id ?? (await engine.startJob(context, { kind: 'demo', input: request, total: request.accounts }))
    await finishedJob(engine, context, job, progress)
  }
  progress.end()
  say('filled', { count: underWay?.total ?? request.accounts })
}

async function newCompany({ engine, identity }: CommandParts, say: Say): Promise<string> {
  const password = randomBytes(9).toString('base64url')
  let isNewAccount = true
  const { workspaceId } = await engine.createWorkspace({ ...company, administrator }, async (made) => {
    const member = { workspaceId: made.workspaceId, principalId: made.administratorId, ...administrator, password }
    isNewAccount = (await identity.members.add(member)).isNew
  })
  if (isNewAccount) say('password', { email: administrator.email, password })
  else say('keptPassword', { email: administrator.email })
  return workspaceId
}

/** Sample data is not poured over a company's own by mistake, and never twice. */
async function demandEmpty(parts: CommandParts, workspaceId: string, isForced: boolean): Promise<void> {
  if ((await batchesOf(parts, workspaceId, ['done', 'failed', 'cancelled'])).length > 0) throw new RuleError('demo_there_already')
  const context = await parts.engine.systemContext(workspaceId, 'demo')
  const { count } = await context.count({ object: 'account' })
  if (count > 0 && !isForced) throw new RuleError('workspace_has_records', { count })
}

/** One undo for each time that sample data came in: what somebody has touched since stays. */
async function remove(parts: CommandParts, workspaceId: string, { progress, say }: Terminal): Promise<void> {
  const { engine } = parts
  const context = await engine.systemContext(workspaceId, 'undo')
  await abandonLoad({ engine, workspaceId })
  for (const running of await batchesOf(parts, workspaceId, ['queued', 'running'])) {
    await engine.cancelJob(context, running.id)
    while ((await engine.job(context, running.id)).finishedAt === null) await pause(100)
  }
  const there = await batchesOf(parts, workspaceId, ['done', 'failed', 'cancelled'])
  if (there.length === 0) throw new RuleError('no_demo')
  let kept = 0
  for (const { id, total } of there) {
    const job = await engine.startJob(context, { kind: 'undo', input: { changeId: id }, undoOf: id, total })
    const { result } = await finishedJob(engine, context, job, progress)
    kept += Number(result.kept ?? 0)
  }
  progress.end()
  say('removed')
  if (kept > 0) say('kept', { count: kept })
}

type DemoBatch = { id: string; kind: string; done: number; total: number }

/** Sample data of this workspace that has not been taken back. */
async function batchesOf({ owner }: CommandParts, workspaceId: string, status: readonly string[]): Promise<DemoBatch[]> {
  const { rows } = await owner.query<{ id: string; kind: string; done: string; total: string }>(
    `SELECT id, kind, done, coalesce(total, 0) AS total FROM batch WHERE workspace_id = $1 AND kind = ANY ($2) AND status = ANY ($3) AND undone_by IS NULL ORDER BY created_at`,
    [workspaceId, ['demo', loadKind], status],
  )
  return rows.map((row) => ({ ...row, done: Number(row.done), total: Number(row.total) }))
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < 1 || number > most) throw new InvalidInputError('number_above_most', { field: name, most })
  return number
}
