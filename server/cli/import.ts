import { createReadStream } from 'node:fs'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from 'commander'
import {
  type Context,
  type Engine,
  GuanxiError,
  type ImportState,
  InvalidInputError,
  importCauses,
  type Locale,
  labelIn,
  messageText,
  NotFoundError,
} from '../../engine/index.ts'
import { receive } from '../files/intake.ts'
import { rejectedLines } from '../http/import-view.ts'
import type { Language } from '../start-error.ts'
import { userWithEmail, workspaceNamed } from './find.ts'
import { type CommandParts, printTable, withEngine } from './with-engine.ts'

const words = {
  import: { zh: '把 CSV 文件导入为记录', en: 'Take a CSV file in as records' },
  file: { zh: 'CSV 文件', en: 'CSV file' },
  object: { zh: '导入为哪种记录，例如 account、contact、opportunity', en: 'What the rows become: account, contact, opportunity…' },
  as: { zh: '以谁的身份导入（邮箱）', en: 'E-mail of the user who imports' },
  workspace: { zh: '工作区的编号或名称（只有一个时可省略）', en: 'Id or name of the workspace; not needed when there is one' },
  missing: {
    zh: '不存在的选项和记录：add 新建、empty 留空、reject 不导入此行',
    en: 'Choices and records that do not exist: add, empty or reject',
  },
  matchBy: { zh: '按哪个字段认出已有的记录', en: 'Field by which a row is a record that is already there' },
  policy: { zh: '已有的记录：skip 跳过、update 更新、create 仍新建', en: 'Records that are already there: skip, update or create' },
  check: { zh: '只检查，不导入', en: 'Check only, take nothing in' },
  rejected: { zh: '把未导入的行及原因写入此文件', en: 'Write rows that were not taken, with the reasons, to this file' },
  columns: { zh: '{name} → {field}', en: '{name} → {field}' },
  ignored: { zh: '（不导入）', en: '(not imported)' },
  checked: { zh: '{rows} 行：{ready} 行可以导入，{errors} 行有错误。', en: '{rows} rows: {ready} can be taken, {errors} have errors.' },
  done: {
    zh: '新建 {created}，更新 {updated}，跳过 {skipped}，未导入 {rejected}。',
    en: 'Created {created}, updated {updated}, skipped {skipped}, rejected {rejected}.',
  },
  undo: { zh: '撤销此次导入：POST /api/v1/imports/{id}/undo', en: 'To take it back: POST /api/v1/imports/{id}/undo' },
} as const

type Options = {
  object: string
  as: string
  workspace?: string
  missing?: 'add' | 'empty' | 'reject'
  matchBy?: string
  policy?: 'skip' | 'update' | 'create'
  check?: boolean
  rejected?: string
}

export function registerImport(program: Command, language: Language): void {
  const say = (key: keyof typeof words, values: Record<string, unknown> = {}) =>
    words[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))

  program
    .command('import')
    .description(words.import[language])
    .argument('<file>', words.file[language])
    .requiredOption('--object <object>', words.object[language])
    .requiredOption('--as <email>', words.as[language])
    .option('--workspace <workspace>', words.workspace[language])
    .option('--missing <what>', words.missing[language])
    .option('--match-by <field>', words.matchBy[language])
    .option('--policy <policy>', words.policy[language])
    .option('--check', words.check[language])
    .option('--rejected <file>', words.rejected[language])
    .action((path: string, options: Options) =>
      withEngine(
        language,
        async (parts) => {
          demandOneOf('missing', options.missing, ['add', 'empty', 'reject'])
          demandOneOf('policy', options.policy, ['skip', 'update', 'create'])
          const context = await contextFor(parts, options)
          const opened = await openImport(parts, context, path, options)
          showColumns(opened, context, language, say('ignored'))
          if (options.check) {
            await finished(parts.engine, context, await parts.imports.check(context, opened.id))
            showCheck(await parts.imports.get(context, opened.id), context, language, say)
            return
          }
          await finished(parts.engine, context, await parts.imports.start(context, opened.id))
          const { result } = await parts.imports.get(context, opened.id)
          console.log(say('done', { ...result }))
          console.log(say('undo', { id: opened.id }))
          if (options.rejected) {
            const model = context.reader.object(opened.object)
            await writeFile(
              options.rejected,
              rejectedLines(parts.imports, context, opened, { problems: parts.problems, locale: localeOf(language), model }),
            )
          }
        },
        { background: true },
      ),
    )
}

function demandOneOf(field: string, value: string | undefined, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value)) throw new InvalidInputError('invalid_value', { field })
}

async function contextFor(parts: CommandParts, options: Options): Promise<Context> {
  const { workspace_id: workspaceId } = await workspaceNamed(parts, options.workspace)
  const user = await userWithEmail(await parts.engine.systemContext(workspaceId, 'command'), options.as)
  return parts.engine.contextFor({ workspaceId, principalId: user.id, through: 'command' })
}

/** Puts the file into the storage, from where any server's worker can read it, and reads it through. */
async function openImport(
  { config, storage, imports }: CommandParts,
  context: Context,
  path: string,
  options: Options,
): Promise<ImportState> {
  if (!(await stat(path).catch(() => null))?.isFile()) throw new NotFoundError('file_unknown', { value: path })
  const folder = join(config.dataFolder, 'files', `.command-${process.pid}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const received = await receive(createReadStream(path), basename(path), folder)
    await storage.keep(context.reader.workspaceId, received.hash, received.path)
    const opened = await imports.open(context, options.object, { name: basename(path), hash: received.hash, size: received.size })
    const { plan } = opened
    const { missing, matchBy, policy } = options
    return await imports.changePlan(context, opened.id, {
      ...plan,
      columns: plan.columns.map((column) => (missing ? { ...column, whenMissing: missing } : column)),
      duplicates: { matchBy: matchBy ?? plan.duplicates.matchBy, policy: policy ?? (matchBy ? 'skip' : plan.duplicates.policy) },
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function finished(engine: Engine, context: Context, job: string): Promise<void> {
  for (;;) {
    const { status, done, total, error } = await engine.job(context, job)
    if (process.stderr.isTTY && total) process.stderr.write(`\r${done} / ${total}`)
    if (status === 'failed') throw new CommandFailure(error?.code ?? 'broken', error?.parameters ?? {})
    if (status === 'done' || status === 'cancelled') {
      if (process.stderr.isTTY) process.stderr.write('\r')
      return
    }
    await pause(100)
  }
}

/** What a job could not do, told as any other refusal. */
class CommandFailure extends GuanxiError {
  readonly status = 422
}

function showColumns(opened: ImportState, context: Context, language: Language, ignored: string): void {
  const { fields } = context.reader.object(opened.object)
  printTable(
    opened.columns.map(({ name, index }) => {
      const target = opened.plan.columns[index]?.target
      const label = target ? fields.get(target)?.label : undefined
      return [name || String(index + 1), '→', label ? labelIn(label, localeOf(language)) : (target ?? ignored)]
    }),
  )
}

function showCheck(
  { object, check }: ImportState,
  context: Context,
  language: Language,
  say: (key: 'checked', values: Record<string, unknown>) => string,
): void {
  if (!check) return
  console.log(say('checked', { ...check }))
  const { fields } = context.reader.object(object)
  printTable(
    check.causes.map(({ code, field, count, values }) => {
      const label = field === null ? undefined : fields.get(field)?.label
      const examples = values.slice(0, 3).map(({ text }) => text)
      return [
        label ? labelIn(label, localeOf(language)) : '',
        messageText([importCauses], code, {}, localeOf(language)),
        String(count),
        examples.filter((text) => text !== '').join(', '),
      ]
    }),
  )
}

function localeOf(language: Language): Locale {
  return language === 'zh' ? 'zh-CN' : 'en'
}
