import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { demoJob } from '../../crm/demo/index.ts'
import { choiceLists, crmActions, crmMessages, crmObjects, seedWorkspace } from '../../crm/index.ts'
import {
  createExports,
  createImports,
  type Engine,
  type ExportParts,
  type Exports,
  engineMessages,
  exportJob,
  exportMessages,
  GuanxiError,
  type Imports,
  importCheckJob,
  importJob,
  importMessages,
  importProjectCheckJob,
  importProjectJob,
  importProjectMessages,
  importProjectUndoJob,
  openEngine,
  systemClock,
} from '../../engine/index.ts'
import { createPool } from '../database/connect.ts'
import { openFileStorage } from '../files/settings.ts'
import { type FileStorage, workFolder } from '../files/storage.ts'
import { clearOutgoing, exportParts } from '../http/exports.ts'
import { importParts } from '../http/imports.ts'
import { serverMessages } from '../http/messages.ts'
import { type Problems, problemsIn } from '../http/problems.ts'
import { type Identity, openIdentity } from '../identity/identity.ts'
import { fieldSecrets, keptSecret } from '../secrets.ts'
import type { Language } from '../start-error.ts'
import { type CommandDatabase, withDatabase } from './with-database.ts'

export type CommandParts = Pick<CommandDatabase, 'config' | 'owner' | 'ownerUrl' | 'appUrl'> & {
  engine: Engine
  identity: Identity
  storage: FileStorage
  imports: Imports
  exports: Exports
  exporting: ExportParts
  problems: Problems
}

/** Runs a command on the records of this installation, beside a running server or without one. What is refused is said in one sentence. */
export async function withEngine(
  language: Language,
  work: (parts: CommandParts) => Promise<void>,
  // A command that starts a job also works on jobs: no server need be running.
  { background = false }: { background?: boolean } = {},
): Promise<void> {
  await withDatabase(async ({ config, owner, ownerUrl, appUrl }) => {
    // A database that stops with the command cuts the last connections; nobody needs to hear of that.
    let isClosing = false
    const pool = createPool(appUrl, { max: 3, name: 'guanxi-command' })
    const { storage } = await openFileStorage(config.dataFolder)
    const importing = importParts(storage)
    const exporting = exportParts(storage, await workFolder(config.dataFolder, 'outgoing'))
    const engine = await openEngine({
      jobs: [
        importJob(importing),
        importCheckJob(importing),
        exportJob(exporting),
        importProjectJob,
        importProjectCheckJob(importing),
        importProjectUndoJob,
        demoJob,
      ],
      appUrl,
      ownerUrl,
      objects: crmObjects,
      actions: crmActions,
      choiceLists,
      seed: seedWorkspace,
      clock: systemClock,
      connections: 3,
      secrets: await fieldSecrets(config.dataFolder),
      background,
      onError: (error) => {
        if (!isClosing) console.error(error)
      },
    })
    try {
      const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`
      const identity = openIdentity({ pool, secret: await keptSecret(config.dataFolder, 'sessions'), publicUrl, clock: systemClock })
      await work({
        config,
        ownerUrl,
        appUrl,
        owner,
        engine,
        identity,
        storage,
        imports: createImports(engine, importing),
        exports: createExports(engine, exporting),
        exporting,
        problems,
      })
    } catch (error) {
      if (!(error instanceof GuanxiError)) throw error
      sayRefusal(error, language)
    } finally {
      isClosing = true
      await engine.close()
      await clearOutgoing(exporting)
      await storage.close()
      await pool.end()
    }
  })
}

const commandMessages = {
  workspace_needed: {
    zh: '有多个工作区，请用 --workspace 指定其中一个（编号或名称）。',
    en: 'There are several workspaces: name one with --workspace (its id or name).',
  },
  workspace_unknown: { zh: '没有名为「{value}」的工作区。', en: 'There is no workspace called “{value}”.' },
  no_workspace_yet: {
    zh: '还没有工作区。请先运行 guanxi workspace create。',
    en: 'There is no workspace yet. Run guanxi workspace create first.',
  },
  user_unknown: { zh: '没有邮箱为「{value}」的用户。', en: 'No user has the e-mail “{value}”.' },
  role_unknown: { zh: '没有名为「{value}」的角色。', en: 'There is no role called “{value}”.' },
  template_unknown: { zh: '没有名为「{value}」的导入模板。', en: 'There is no saved mapping called “{value}”.' },
  file_unknown: { zh: '没有文件「{value}」。', en: 'There is no file “{value}”.' },
  view_unknown: { zh: '没有名为「{value}」的视图。', en: 'There is no view called “{value}”.' },
  workspace_has_records: {
    zh: '此工作区已有 {count} 个客户。请用 --workspace new 新建一个工作区，或加上 --force。',
    en: 'This workspace has {count} customers. Use --workspace new to make another workspace, or add --force.',
  },
  demo_there_already: {
    zh: '此工作区已载入示例数据。要重新载入，请先运行 guanxi demo --remove。',
    en: 'The sample data is in this workspace already. To load it anew, run guanxi demo --remove first.',
  },
  no_demo: { zh: '此工作区没有示例数据。', en: 'There is no sample data in this workspace.' },
  days_not_understood: { zh: '「{value}」不是天数，例如 90。', en: '“{value}” is no number of days, such as 90.' },
}

const problems = problemsIn([
  commandMessages,
  serverMessages,
  ...crmMessages,
  engineMessages,
  importMessages,
  exportMessages,
  importProjectMessages,
])

function sayRefusal(error: GuanxiError, language: Language): void {
  const { detail, errors } = problems.documentOf(error, language === 'zh' ? 'zh-CN' : 'en')
  console.error(detail)
  for (const one of errors ?? []) if (one.field) console.error(`  ${one.field}: ${one.detail}`)
  process.exitCode = 1
}

/** A password from standard input, or a new one that is shown once. */
export async function passwordFor(options: { passwordStdin?: boolean }): Promise<{ password: string; isNew: boolean }> {
  if (options.passwordStdin) return { password: (await text(process.stdin)).replace(/\r?\n$/, ''), isNew: false }
  return { password: randomBytes(15).toString('base64url'), isNew: true }
}

/** Columns of equal width, Chinese characters counted as two. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const width = (cell: string) => [...cell].reduce((sum, letter) => sum + (/[\u2e80-\uffdc]/.test(letter) ? 2 : 1), 0)
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, index) => Math.max(most[index] ?? 0, width(cell))), [])
  for (const row of rows) {
    console.log(
      row
        .map((cell, index) => cell + ' '.repeat(Math.max(0, (widths[index] ?? 0) - width(cell))))
        .join('  ')
        .trimEnd(),
    )
  }
}
