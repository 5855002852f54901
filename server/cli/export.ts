import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Writable } from 'node:stream'
import type { Command } from 'commander'
import {
  type Context,
  checkExport,
  type ExportRequest,
  InvalidInputError,
  isId,
  NotFoundError,
  readExportRequest,
  writeExport,
} from '../../engine/index.ts'
import { withView } from '../http/exports.ts'
import type { Language } from '../start-error.ts'
import { userWithEmail, workspaceNamed } from './find.ts'
import { type CommandParts, withEngine } from './with-engine.ts'

const words = {
  export: { zh: '把记录导出为文件', en: 'Write records into a file' },
  object: { zh: '导出哪种记录，例如 account、contact、opportunity', en: 'Which records: account, contact, opportunity…' },
  as: {
    zh: '以谁的身份导出（邮箱）：只含此人看得到并可导出的内容',
    en: 'E-mail of the user who exports: the file holds what they may see and take out',
  },
  workspace: { zh: '工作区的编号或名称（只有一个时可省略）', en: 'Id or name of the workspace; not needed when there is one' },
  format: { zh: 'csv、xlsx 或 vcard；省略时按文件名', en: 'csv, xlsx or vcard; by the name of the file when it is not said' },
  filter: { zh: '筛选条件（JSON，与 API 相同）', en: 'Filter as JSON, as in the API' },
  view: { zh: '已保存的视图（编号或名称）', en: 'Id or name of a saved view' },
  fields: { zh: '字段，以逗号分隔；* 为全部', en: 'Keys of fields with commas between; * for all' },
  sort: { zh: '排序字段，以逗号分隔，-amount 为降序', en: 'Keys to sort by with commas between; -amount descends' },
  encoding: { zh: 'CSV 的编码：utf-8 或 gb18030', en: 'Encoding of CSV: utf-8 or gb18030' },
  delimiter: { zh: 'CSV 的分隔符：逗号、;、| 或 tab', en: 'What stands between the cells of CSV: , ; | or tab' },
  machine: {
    zh: '写编号和键而不写名称，以便再次导入为同一批记录',
    en: 'Ids and keys instead of names, to be taken in again as the same records',
  },
  output: { zh: '写入的文件；- 为标准输出', en: 'File to write; - for standard output' },
  done: { zh: '已导出 {rows} 行。', en: 'Exported {rows} rows.' },
} as const

type Options = {
  as: string
  workspace?: string
  format?: string
  filter?: string
  view?: string
  fields?: string
  sort?: string
  encoding?: string
  delimiter?: string
  forImport?: boolean
  output: string
}

export function registerExport(program: Command, language: Language): void {
  program
    .command('export')
    .description(words.export[language])
    .argument('<object>', words.object[language])
    .requiredOption('--as <email>', words.as[language])
    .option('--workspace <workspace>', words.workspace[language])
    .option('--format <format>', words.format[language])
    .option('--filter <filter>', words.filter[language])
    .option('--view <view>', words.view[language])
    .option('--fields <fields>', words.fields[language])
    .option('--sort <sort>', words.sort[language])
    .option('--encoding <encoding>', words.encoding[language])
    .option('--delimiter <delimiter>', words.delimiter[language])
    .option('--for-import', words.machine[language])
    .option('--output <file>', words.output[language], '-')
    .action((object: string, options: Options) =>
      withEngine(language, async (parts) => {
        const context = await contextFor(parts, options)
        const request = await requestOf(context, object, options)
        const rows = await write(parts, context, request, options.output)
        // Standard output may be the file itself.
        console.error(words.done[language].replace('{rows}', String(rows)))
      }),
    )
}

async function contextFor(parts: CommandParts, options: Options): Promise<Context> {
  const { workspace_id: workspaceId } = await workspaceNamed(parts, options.workspace)
  const user = await userWithEmail(await parts.engine.systemContext(workspaceId, 'command'), options.as)
  return parts.engine.contextFor({ workspaceId, principalId: user.id, through: 'command' })
}

async function requestOf(context: Context, object: string, options: Options): Promise<ExportRequest> {
  const keys = (text: string | undefined) => text?.split(',').map((key) => key.trim())
  const delimiter = options.delimiter === 'tab' ? '\t' : options.delimiter
  const [fields, sort] = [keys(options.fields), keys(options.sort)]
  const request = readExportRequest({
    object,
    format: options.format ?? formatOf(options.output),
    ...(options.filter === undefined ? {} : { filter: parsed(options.filter) }),
    ...(fields ? { fields } : {}),
    ...(sort ? { sort } : {}),
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(options.forImport ? { machine: true } : {}),
  })
  return withView(context, request, options.view === undefined ? undefined : await viewNamed(context, object, options.view))
}

function formatOf(output: string): string {
  const extension = extname(output).slice(1).toLowerCase()
  return extension === 'vcf' ? 'vcard' : extension === 'xlsx' ? 'xlsx' : 'csv'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidInputError('invalid_filter', { field: 'filter' })
  }
}

async function viewNamed(context: Context, object: string, named: string): Promise<string> {
  if (isId(named)) return named
  const filter = {
    all: [
      { field: 'object', op: 'is' as const, value: object },
      { field: 'name', op: 'is' as const, value: named },
    ],
  }
  const [id] = (await context.list({ object: 'savedView', filter, fields: [], limit: 1 })).ids
  if (!id) throw new NotFoundError('view_unknown', { value: named })
  return id
}

/** Whoever reads our output may stop before its end: `guanxi export … | head`. */
function unlessLeft(error: unknown): number {
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') process.exit(0)
  throw error
}

/** Straight from the database to where it is wanted; the audit log is told before the first row leaves. */
async function write({ exporting }: CommandParts, context: Context, request: ExportRequest, output: string): Promise<number> {
  const source = { reader: context.reader, request, regionNames: exporting.regionNames }
  // Before a file is begun.
  checkExport(source)
  const { object, ...asked } = request
  const onCounted = (rows: number): Promise<void> =>
    context.transaction((inside) => inside.audit('export.made', { object, details: { export: null, ...asked, rows } }))
  const into = (to: Writable): Promise<number> => context.snapshot((snapshot) => writeExport(snapshot, source, to, { onCounted }))
  if (output === '-') return into(process.stdout).catch(unlessLeft)
  const unfinished = `${output}.part`
  try {
    const rows = await into(createWriteStream(unfinished))
    await rename(unfinished, output)
    return rows
  } finally {
    await rm(unfinished, { force: true })
  }
}
