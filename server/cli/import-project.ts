import { basename } from 'node:path'
import type { Command } from 'commander'
import {
  type Context,
  createImportProjects,
  type ImportProjects,
  InvalidInputError,
  type Locale,
  labelIn,
  type Reconciliation,
} from '../../engine/index.ts'
import type { Language } from '../start-error.ts'
import { contextFor, demandKnown, exitCodes, type FileOptions, finished, localeOf, openImport } from './import-file.ts'
import type { Say } from './import-words.ts'
import { type CommandParts, withEngine } from './with-engine.ts'

type Options = Pick<FileOptions, 'missing' | 'policy' | 'keepOriginal' | 'mute'> & {
  as: string
  workspace?: string
  check?: boolean
  undo?: string
  name?: string
  source?: string
  goOn?: boolean
  reconcile?: string
  signOff?: string
  note?: string
}

/** `guanxi import project`: several files as one, with the options of `guanxi import` that hold for all of them. */
export function registerImportProject(parent: Command, language: Language, say: Say): void {
  parent
    .command('project')
    .description(say('project'))
    .argument('[files...]', say('projectFiles'))
    .option('--name <name>', say('projectName'))
    .option('--source <source>', say('source'))
    .option('--go-on', say('goOn'))
    .option('--reconcile <project>', say('reconcileOption'))
    .option('--sign-off <project>', say('signOffOption'))
    .option('--note <text>', say('note'))
    .configureHelp({ showGlobalOptions: true })
    .action((files: string[], _: unknown, command: Command) =>
      withEngine(
        language,
        async (parts) => {
          const options = command.optsWithGlobals<Options>()
          const context = await contextFor(parts, options)
          const work: Work = { parts, context, projects: createImportProjects(parts.engine), say, locale: localeOf(language) }
          if (options.undo !== undefined) await undo(work, options.undo)
          else if (options.signOff !== undefined) await signOff(work, options.signOff, options.note ?? '')
          else if (options.reconcile !== undefined) showReconciliation(await work.projects.reconcile(context, options.reconcile), work)
          else await take(work, files, options)
        },
        { background: true },
      ),
    )
}

type Work = { parts: CommandParts; context: Context; projects: ImportProjects; say: Say; locale: Locale }

async function take(work: Work, files: readonly string[], options: Options): Promise<void> {
  const { parts, context, projects, say, locale } = work
  const { missing, policy, keepOriginal, mute, name, source, goOn } = options
  demandKnown(options)
  const [first] = files
  if (first === undefined) throw new InvalidInputError('required', { field: 'files' })
  const forAll: FileOptions = {
    ...(missing ? { missing } : {}),
    ...(policy ? { policy } : {}),
    ...(keepOriginal ? { keepOriginal } : {}),
    ...(mute ? { mute } : {}),
  }
  const opened: string[] = []
  for (const file of files) {
    const { path, object } = objectIn(file, context)
    opened.push((await openImport(parts, context, path, { ...forAll, ...(object ? { object } : {}) })).id)
  }
  const project = await projects.create(context, {
    name: name ?? basename(objectIn(first, context).path).replace(/\.[^.]*$/, ''),
    files: opened,
    whenFailed: goOn ? 'goOn' : 'stop',
    ...(source === undefined ? {} : { source }),
  })
  for (const { position, fileName, object, rowCount } of project.files) {
    const label = labelIn(context.reader.object(object).definition.label, locale)
    console.log(say('projectFile', { place: position + 1, file: fileName, object: label, rows: rowCount }))
  }
  const { id } = project
  const job = options.check ? await projects.check(context, id) : await projects.start(context, id)
  await finished(parts.engine, context, job).finally(async () => {
    const reconciliation = await projects.reconcile(context, id)
    showReconciliation(reconciliation, work)
    if (reconciliation.files.some(({ rows }) => rows.rejected > 0)) process.exitCode = exitCodes.someRejected
    if (options.check) await projects.remove(context, id)
    else console.log(say('projectUndo', { id }))
  })
}

/** `account=customers.csv`: what the rows become, before the file. A file may have such a name itself, with its folder before it. */
function objectIn(argument: string, context: Context): { path: string; object?: string } {
  const [, object = '', path = ''] = /^(\w+)=(.+)$/.exec(argument) ?? []
  return context.reader.model.objects.has(object) ? { path, object } : { path: argument }
}

async function undo({ parts, context, projects, say }: Work, id: string): Promise<void> {
  await finished(parts.engine, context, await projects.undo(context, id))
  const project = await projects.get(context, id)
  for (const { importId, restored, kept } of project.undo?.files ?? []) {
    const file = project.files.find((one) => one.importId === importId)
    console.log(say('projectUndone', { file: file?.fileName, restored, kept }))
  }
}

async function signOff({ context, projects, say }: Work, id: string, note: string): Promise<void> {
  const { name, signOffs } = await projects.signOff(context, id, note)
  console.log(say('signed', { name: signOffs.at(-1)?.by.name, project: name }))
}

/** Rows and figures of each file against the records; figures that agree need no line. */
function showReconciliation({ files, explained }: Reconciliation, { say, locale }: Work): void {
  for (const { fileName, rows, figures } of files) {
    console.log(say('reconciledFile', { file: fileName, ...rows }))
    for (const { label, currency, source, result, reasons } of figures) {
      if (result === null || result.sum === source.sum) continue
      const unknown = reasons.find(({ reason }) => reason === 'differs')
      const field = `${labelIn(label, locale)}${currency === null ? '' : ` ${currency}`}`
      const line = say('figure', { field, source: source.sum, result: result.sum })
      console.log(unknown === undefined ? line : line + say('unexplained', { sum: unknown.sum }))
    }
  }
  const isDone = files.every(({ phase }) => phase === 'result')
  console.log(say(isDone ? (explained ? 'explained' : 'notExplained') : 'forecast'))
}
