import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from 'commander'
import {
  type Context,
  type Engine,
  GuanxiError,
  type ImportPlan,
  type ImportState,
  InvalidInputError,
  type Locale,
  NotFoundError,
  RuleError,
  type TableFormat,
} from '../../engine/index.ts'
import { receive } from '../files/intake.ts'
import { importTemplates } from '../http/import-templates.ts'
import { rejectedFile } from '../http/rejected-file.ts'
import type { Language } from '../start-error.ts'
import { userWithEmail, workspaceNamed } from './find.ts'
import { showCheck, showColumns, showEffects, showKept } from './import-report.ts'
import { importWords, policies, type Say } from './import-words.ts'
import { type CommandParts, withEngine } from './with-engine.ts'

type Options = {
  object?: string
  as: string
  workspace?: string
  template?: string
  sheet?: string
  entry?: string
  encoding?: string
  missing?: 'add' | 'empty' | 'reject'
  matchBy?: string[]
  policy?: ImportPlan['duplicates']['policy']
  keepOriginal?: boolean
  mute?: boolean
  check?: boolean
  rejected?: string
  undo?: string
}

/** What a script sees: everything went in; some rows did not; nothing did, because the command was refused. */
const exitCodes = { someRejected: 2 } as const

export function registerImport(program: Command, language: Language): void {
  const say: Say = (key, values = {}) => importWords[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

  program
    .command('import')
    .description(say('import'))
    .argument('[file]', say('file'))
    .requiredOption('--as <email>', say('as'))
    .option('--object <object>', say('object'))
    .option('--workspace <workspace>', say('workspace'))
    .option('--template <template>', say('template'))
    .option('--sheet <sheet>', say('sheet'))
    .option('--entry <name>', say('entry'))
    .option('--encoding <encoding>', say('encoding'))
    .option('--missing <what>', say('missing'))
    .option('--match-by <fields>', say('matchBy'), (value: string, before: string[] = []) => [...before, value])
    .option('--policy <policy>', say('policy'))
    .option('--keep-original', say('keepOriginal'))
    .option('--mute', say('mute'))
    .option('--check', say('check'))
    .option('--rejected <file>', say('rejected'))
    .option('--undo <import>', say('undoOption'))
    .action((path: string | undefined, options: Options) =>
      withEngine(
        language,
        async (parts) => {
          const context = await contextFor(parts, options)
          if (options.undo !== undefined) await undo(parts, context, options.undo, language, say)
          else await take(parts, context, path ?? '', options, language, say)
        },
        { background: true },
      ),
    )
}

async function take(parts: CommandParts, context: Context, path: string, options: Options, language: Language, say: Say): Promise<void> {
  demandOneOf('missing', options.missing, ['add', 'empty', 'reject'])
  demandOneOf('policy', options.policy, policies)
  const { engine, imports, problems } = parts
  const opened = await openImport(parts, context, path, options)
  const model = context.reader.object(opened.object)
  const words = { problems, locale: localeOf(language), model }
  showColumns(opened, words, say)
  if (options.check) {
    await finished(engine, context, await imports.check(context, opened.id))
    const checked = await imports.get(context, opened.id)
    showCheck(checked, words, say)
    await showEffects(imports, context, checked, words, say)
    if ((checked.check?.errors ?? 0) > 0) process.exitCode = exitCodes.someRejected
    return
  }
  await finished(engine, context, await imports.start(context, opened.id))
  const state = await imports.get(context, opened.id)
  console.log(say('done', { ...state.result }))
  console.log(say('undo', { id: opened.id }))
  if (options.rejected) await pipeline(rejectedFile(imports, context, state, words).content, createWriteStream(options.rejected))
  if ((state.result?.rejected ?? 0) > 0) process.exitCode = exitCodes.someRejected
}

async function undo(
  { engine, imports, problems }: CommandParts,
  context: Context,
  id: string,
  language: Language,
  say: Say,
): Promise<void> {
  await finished(engine, context, await imports.undo(context, id))
  const state = await imports.get(context, id)
  console.log(say('undone', { ...state.undo }))
  await showKept(imports, context, state, { problems, locale: localeOf(language), model: context.reader.object(state.object) })
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
async function openImport(parts: CommandParts, context: Context, path: string, options: Options): Promise<ImportState> {
  const { config, storage, imports } = parts
  if (!(await stat(path).catch(() => null))?.isFile()) throw new NotFoundError('file_unknown', { value: path })
  const folder = join(config.dataFolder, 'files', `.command-${process.pid}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const received = await receive(createReadStream(path), basename(path), folder)
    await storage.keep(context.reader.workspaceId, received.hash, received.path)
    const file = { name: basename(path), hash: received.hash, size: received.size }
    const opened = await imports.open(context, options.object ?? '', file, chosenFormat(options))
    const mapped = options.template === undefined ? opened : await withTemplate(imports, context, opened, options.template)
    return await imports.changePlan(context, opened.id, planFor(mapped.plan, options))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function chosenFormat({ sheet, entry, encoding }: Options): Partial<TableFormat> {
  return {
    ...(sheet === undefined ? {} : { sheet }),
    ...(entry === undefined ? {} : { entry }),
    ...(encoding === undefined ? {} : { encoding }),
  }
}

/** A template by its id or its name. */
async function withTemplate(
  { changeFormat }: CommandParts['imports'],
  context: Context,
  opened: ImportState,
  named: string,
): Promise<ImportState> {
  const known = await importTemplates.list(context)
  const template = known.find(({ id, name }) => id === named || name === named)
  if (!template) throw new NotFoundError('template_unknown', { value: named })
  return changeFormat(context, opened.id, {}, template.object, template)
}

function planFor(plan: ImportPlan, { missing, matchBy, policy, keepOriginal, mute }: Options): ImportPlan {
  const groups = matchBy?.map((fields) => fields.split(',').map((field) => field.trim()))
  const isOriginal = (target: string | null): boolean => target?.startsWith('#') === true && target !== '#key'
  return {
    ...plan,
    columns: plan.columns.map((column) => ({
      ...column,
      target: isOriginal(column.target) && !keepOriginal ? null : column.target,
      ...(missing ? { whenMissing: missing } : {}),
    })),
    duplicates: {
      ...plan.duplicates,
      matchBy: groups ?? plan.duplicates.matchBy,
      policy: policy ?? (groups && plan.duplicates.policy === 'create' ? 'skip' : plan.duplicates.policy),
    },
    mute: mute ?? plan.mute,
  }
}

async function finished(engine: Engine, context: Context, job: string): Promise<void> {
  for (;;) {
    const { status, done, total, error } = await engine.job(context, job)
    if (process.stderr.isTTY && total) process.stderr.write(`\r${done} / ${total}`)
    if (status === 'failed') throw new CommandFailure(error?.code ?? 'broken', error?.parameters ?? {})
    if (status === 'paused') throw new RuleError('import_paused')
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

function localeOf(language: Language): Locale {
  return language === 'zh' ? 'zh-CN' : 'en'
}
