import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import type { Context } from '../../engine/index.ts'
import { rejectedFile } from '../http/rejected-file.ts'
import type { Language } from '../start-error.ts'
import { contextFor, demandKnown, exitCodes, type FileOptions, finished, localeOf, openImport } from './import-file.ts'
import { registerImportProject } from './import-project.ts'
import { showCheck, showColumns, showEffects, showKept } from './import-report.ts'
import { importWords, type Say } from './import-words.ts'
import { type CommandParts, withEngine } from './with-engine.ts'

type Options = FileOptions & { as: string; workspace?: string; check?: boolean; rejected?: string; undo?: string }

export function registerImport(program: Command, language: Language): void {
  const say: Say = (key, values = {}) => importWords[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

  const command = program
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
  registerImportProject(command, language, say)
}

async function take(parts: CommandParts, context: Context, path: string, options: Options, language: Language, say: Say): Promise<void> {
  demandKnown(options)
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
