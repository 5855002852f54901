import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../context.ts'
import type { Engine } from '../engine.ts'
import { RuleError } from '../errors.ts'
import { newId } from '../ids.ts'
import { demandRight } from '../query/reader.ts'
import { analyse } from './analyse.ts'
import { type ImportPlan, readPlan } from './plan.ts'
import { changedFormat, readRows, type TableFormat, type TableRow } from './read-table.ts'
import type { ImportParts } from './run.ts'
import { createImportRuns, type ImportRuns } from './runs.ts'
import { executorOf } from './session.ts'
import { type ImportState, importState } from './state.ts'
import { insertImport, readImport, recentImports, type StoredImport, updateImport } from './store.ts'
import type { ImportTemplate } from './template-store.ts'

export type UploadedFile = { name: string; hash: string; size: number }

/** Takes files in, from the upload to the undo. Every import belongs to the person who uploaded it. */
export type Imports = {
  /** Reads an uploaded file through and suggests a plan; nothing of the workspace changes. With no object, the file is asked what it holds. */
  open(context: Context, object: string, file: UploadedFile, chosen?: Partial<TableFormat>): Promise<ImportState>
  get(context: Context, id: string): Promise<ImportState>
  recent(context: Context, limit: number): Promise<ImportState[]>
  /** Rows as they stand in the file, behind row `after`. The file is read from its beginning each time. */
  fileRows(context: Context, id: string, page: { after: number; limit: number }): Promise<TableRow[]>
  /** Reads the file otherwise, or by a template (null: by none); columns and plan are suggested anew. */
  changeFormat(
    context: Context,
    id: string,
    chosen: Partial<TableFormat>,
    object?: string,
    template?: ImportTemplate | null,
  ): Promise<ImportState>
  changePlan(context: Context, id: string, plan: unknown): Promise<ImportState>
} & ImportRuns

export function createImports(engine: Engine, parts: ImportParts): Imports {
  const stored = (context: Context, id: string) =>
    readImport(executorOf(context), context.reader.workspaceId, id, context.reader.principal.id)
  const openOf = (context: Context, hash: string) => parts.files(context.reader.workspaceId, hash)
  const state = (context: Context, one: StoredImport) => importState(engine, context, one)
  /** A plan is open to change until the import has begun. */
  const demandOpen = async (context: Context, id: string): Promise<StoredImport> => {
    const one = await stored(context, id)
    if (one.batchId !== null) throw new RuleError('import_already_started')
    demandRight(context.reader, one.object, 'import')
    return one
  }

  return {
    async open(context, object, file, chosen) {
      // Without an object, the file says what it holds, among what may be imported.
      if (object !== '') demandRight(context.reader, object, 'import')
      const { reader } = context
      const analysis = await analyse(context, executorOf(context), {
        object,
        open: openOf(context, file.hash),
        regions: parts.regions,
        knowledge: parts.knowledge,
        ...(chosen ? { chosen } : {}),
      })
      const given = {
        id: newId(),
        fileName: file.name,
        fileHash: file.hash,
        fileSize: file.size,
        ...analysis,
        principalId: reader.principal.id,
        createdAt: reader.clock.now().toISOString(),
      }
      await insertImport(executorOf(context), reader.workspaceId, given)
      return state(context, { ...given, check: null, checkBatchId: null, batchId: null, projectId: null })
    },
    get: async (context, id) => state(context, await stored(context, id)),
    async recent(context, limit) {
      const found = await recentImports(executorOf(context), context.reader.workspaceId, context.reader.principal.id, limit)
      return Promise.all(found.map((one) => state(context, one)))
    },
    async fileRows(context, id, { after, limit }) {
      const one = await stored(context, id)
      for await (const rows of readRows(openOf(context, one.fileHash), one.format, { size: limit, after, atMost: limit })) return rows
      return []
    },
    async changeFormat(context, id, chosen, object, template) {
      const one = await demandOpen(context, id)
      const target = object ?? one.object
      demandRight(context.reader, target, 'import')
      const format = changedFormat(one.format, chosen, { afresh: target !== one.object })
      const analysis = await analyse(context, executorOf(context), {
        object: target,
        open: openOf(context, one.fileHash),
        chosen: format,
        regions: parts.regions,
        knowledge: parts.knowledge,
        ...(template === undefined ? {} : { template }),
      })
      await updateImport(executorOf(context), context.reader.workspaceId, id, {
        ...analysis,
        check: null,
        checkBatchId: null,
      })
      return state(context, { ...one, ...analysis, check: null, checkBatchId: null })
    },
    async changePlan(context, id, given) {
      const one = await demandOpen(context, id)
      const plan: ImportPlan = readPlan(given, context.reader.object(one.object), one.columns.length, context.reader.model.objects)
      // Whom the import disturbs changes nothing of what its rows would do: the check stands.
      const isSame = isDeepStrictEqual({ ...plan, mute: false }, { ...one.plan, mute: false })
      const next = isSame ? { plan } : { plan, check: null, checkBatchId: null }
      await updateImport(executorOf(context), context.reader.workspaceId, id, next)
      return state(context, { ...one, ...next })
    },
    ...createImportRuns(engine, { stored, demandOpen }),
  }
}
