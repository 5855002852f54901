import { createReadStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
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
import type { Language } from '../start-error.ts'
import { userWithEmail, workspaceNamed } from './find.ts'
import { policies } from './import-words.ts'
import type { CommandParts } from './with-engine.ts'

/** How a file is to be read and taken in, as the command line says it. */
export type FileOptions = {
  object?: string
  template?: string
  sheet?: string
  entry?: string
  encoding?: string
  missing?: 'add' | 'empty' | 'reject'
  matchBy?: string[]
  policy?: ImportPlan['duplicates']['policy']
  keepOriginal?: boolean
  mute?: boolean
}

/** What a script sees: everything went in; some rows did not; nothing did, because the command was refused. */
export const exitCodes = { someRejected: 2 } as const

/** Refuses what is none of the words that an option takes. */
export function demandKnown({ missing, policy }: FileOptions): void {
  if (missing !== undefined && !['add', 'empty', 'reject'].includes(missing))
    throw new InvalidInputError('invalid_value', { field: 'missing' })
  if (policy !== undefined && !policies.includes(policy)) throw new InvalidInputError('invalid_value', { field: 'policy' })
}

/** The user in whose name files are taken in. */
export async function contextFor(parts: CommandParts, options: { as: string; workspace?: string }): Promise<Context> {
  const { workspace_id: workspaceId } = await workspaceNamed(parts, options.workspace)
  const user = await userWithEmail(await parts.engine.systemContext(workspaceId, 'command'), options.as)
  return parts.engine.contextFor({ workspaceId, principalId: user.id, through: 'command' })
}

/** Puts the file into the storage, from where any server's worker can read it, and reads it through. */
export async function openImport(parts: CommandParts, context: Context, path: string, options: FileOptions): Promise<ImportState> {
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

function chosenFormat({ sheet, entry, encoding }: FileOptions): Partial<TableFormat> {
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

function planFor(plan: ImportPlan, { missing, matchBy, policy, keepOriginal, mute }: FileOptions): ImportPlan {
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

/** Waits for a job; what it could not do is told as any other refusal. */
export async function finished(engine: Engine, context: Context, job: string): Promise<void> {
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

class CommandFailure extends GuanxiError {
  readonly status = 422
}

export function localeOf(language: Language): Locale {
  return language === 'zh' ? 'zh-CN' : 'en'
}
