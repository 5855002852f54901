import { scopeFor } from '../../access/principal.ts'
import type { Context } from '../../context.ts'
import type { Engine } from '../../engine.ts'
import { AccessError, InvalidInputError, NotFoundError, RuleError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { executorOf } from '../session.ts'
import { undoUntil } from '../state.ts'
import { readImport, type StoredImport, updateImport } from '../store.ts'
import { orderedFiles } from './order.ts'
import { type Reconciliation, reconcile } from './reconcile.ts'
import { markChecking } from './run-project.ts'
import { type ProjectState, type ProjectSummary, stateOf, statusOf, underWay } from './state.ts'
import {
  claimRun,
  deleteProject,
  fileCounts,
  insertProject,
  projectFiles,
  readProject,
  recentProjects,
  type SignOff,
  type StoredProject,
  setFiles,
  updateProject,
  type WhenFailed,
} from './store.ts'

export type ProjectInput = { name?: string; source?: string; whenFailed?: WhenFailed; files?: readonly string[]; arrange?: boolean }

/** Several files that come in together. A project is seen by who made it, and by administrators, who may also sign it, open it again and take it back. */
export type ImportProjects = {
  create(context: Context, given: ProjectInput): Promise<ProjectState>
  recent(context: Context, limit: number): Promise<ProjectSummary[]>
  get(context: Context, id: string): Promise<ProjectState>
  /** `files` sets which imports belong to it, in this order; `arrange` puts them in the order that their references ask for. */
  change(context: Context, id: string, given: ProjectInput): Promise<ProjectState>
  remove(context: Context, id: string): Promise<void>
  check(context: Context, id: string): Promise<string>
  start(context: Context, id: string): Promise<string>
  cancel(context: Context, id: string): Promise<void>
  pause(context: Context, id: string): Promise<void>
  resume(context: Context, id: string): Promise<void>
  undo(context: Context, id: string): Promise<string>
  reconcile(context: Context, id: string): Promise<Reconciliation>
  signOff(context: Context, id: string, note: string): Promise<ProjectState>
  reopen(context: Context, id: string): Promise<ProjectState>
}

const day = 86_400_000
/** So long an administrator may still take back what was signed. */
const reopenDays = 30

export function createImportProjects(engine: Engine): ImportProjects {
  const visible = (context: Context, id: string): Promise<StoredProject> => {
    const { principal, workspaceId } = context.reader
    return readProject(executorOf(context), workspaceId, id, principal.administrator ? undefined : principal.id)
  }
  /** Only who made it changes it: the files are theirs. */
  const own = async (context: Context, id: string): Promise<StoredProject> => {
    const project = await visible(context, id)
    if (project.principalId !== context.reader.principal.id) throw new AccessError('import_project_not_yours')
    return project
  }
  /** Files that have come in stay where they are; a signed project is closed. */
  const demandChangeable = async (context: Context, project: StoredProject): Promise<void> => {
    const { status } = await statusOf(context, project)
    if (status === 'signed') throw new RuleError('import_project_signed')
    if ([...underWay, 'undoing'].includes(status)) throw new RuleError('import_project_running')
  }

  const placeFiles = async (context: Context, project: StoredProject, given: ProjectInput, source: string): Promise<void> => {
    const executor = executorOf(context)
    const { reader } = context
    const before = await projectFiles(executor, reader.workspaceId, project.id)
    const ids = given.files ?? before.map(({ id }) => id)
    if (new Set(ids).size !== ids.length) throw new InvalidInputError('import_project_file_twice', { field: 'files' })
    if (ids.length > mostFiles) throw new InvalidInputError('import_project_too_many_files', { field: 'files', most: mostFiles })
    for (const { id, batchId, fileName } of before)
      if (batchId !== null && !ids.includes(id)) throw new RuleError('import_project_file_is_in', { file: fileName })
    const files: StoredImport[] = []
    for (const id of ids) files.push(await readImport(executor, reader.workspaceId, id, reader.principal.id))
    for (const { projectId, batchId, fileName } of files)
      if (projectId !== project.id && (projectId !== null || batchId !== null))
        throw new RuleError('import_project_file_taken', { file: fileName })
    const ordered = given.arrange ? orderedFiles(files, reader.model.objects) : files
    await setFiles(
      executor,
      reader.workspaceId,
      project.id,
      ordered.map(({ id }) => id),
    )
    // What an earlier file brings counts as there: another order is another check.
    for (const file of files.filter(({ batchId }) => batchId === null))
      await updateImport(executor, reader.workspaceId, file.id, { plan: { ...file.plan, source }, check: null, checkBatchId: null })
  }

  /** The project's run and the file that it is at are held, let go and stopped together. */
  const eachBatch = async (context: Context, id: string, act: (context: Context, job: string) => Promise<void>): Promise<void> => {
    const project = await own(context, id)
    if (project.batchId === null) throw new RuleError('import_project_not_running')
    const files = await projectFiles(executorOf(context), context.reader.workspaceId, id)
    for (const batchId of [...files.map((file) => file.batchId), project.batchId]) if (batchId !== null) await act(context, batchId)
  }

  const startUndo = async (context: Context, project: StoredProject, job: string): Promise<string> => {
    await updateProject(executorOf(context), context.reader.workspaceId, project.id, { undoBatchId: job })
    return engine.startJob(context, { id: job, kind: 'importProjectUndo', input: { project: project.id } })
  }

  return {
    async create(context, given) {
      const { reader } = context
      if (![...reader.objects()].some(({ definition }) => scopeFor(reader.principal, definition.key, 'import') !== null))
        throw new AccessError('import_project_needs_right')
      const project: StoredProject = {
        id: newId(),
        name: nameIn(given.name ?? ''),
        source: sourceIn(given.source ?? given.name ?? ''),
        whenFailed: given.whenFailed ?? 'stop',
        checkBatchId: null,
        batchId: null,
        undoBatchId: null,
        signOffs: [],
        principalId: reader.principal.id,
        createdAt: reader.clock.now().toISOString(),
      }
      await insertProject(executorOf(context), reader.workspaceId, project)
      if (given.files) await placeFiles(context, project, { arrange: true, ...given }, project.source)
      return stateOf(context, project)
    },
    async recent(context, limit) {
      const { workspaceId, principal } = context.reader
      const executor = executorOf(context)
      const projects = await recentProjects(executor, workspaceId, principal.administrator ? undefined : principal.id, limit)
      const counts = await fileCounts(
        executor,
        workspaceId,
        projects.map(({ id }) => id),
      )
      return Promise.all(
        projects.map(async (project) => ({
          ...project,
          status: (await statusOf(context, project)).status,
          fileCount: counts.get(project.id) ?? 0,
        })),
      )
    },
    get: async (context, id) => stateOf(context, await visible(context, id)),
    async change(context, id, given) {
      const project = await own(context, id)
      await demandChangeable(context, project)
      const source = given.source === undefined ? project.source : sourceIn(given.source)
      await updateProject(executorOf(context), context.reader.workspaceId, id, {
        ...(given.name === undefined ? {} : { name: nameIn(given.name) }),
        ...(given.whenFailed === undefined ? {} : { whenFailed: given.whenFailed }),
        source,
      })
      if (given.files !== undefined || given.arrange || source !== project.source) await placeFiles(context, project, given, source)
      return stateOf(context, await own(context, id))
    },
    async remove(context, id) {
      const project = await own(context, id)
      await demandChangeable(context, project)
      if (project.batchId !== null) throw new RuleError('import_project_has_run')
      await deleteProject(executorOf(context), context.reader.workspaceId, id)
    },
    async check(context, id) {
      const project = await own(context, id)
      await demandChangeable(context, project)
      const files = await projectFiles(executorOf(context), context.reader.workspaceId, id)
      const open = files.filter(({ batchId }) => batchId === null)
      if (open.length === 0) throw new RuleError('import_project_nothing_open')
      const job = newId()
      await markChecking(context, open, job)
      await updateProject(executorOf(context), context.reader.workspaceId, id, { checkBatchId: job })
      const total = open.reduce((sum, { rowCount }) => sum + rowCount, 0)
      return engine.startJob(context, { id: job, kind: 'importProjectCheck', input: { project: id }, total })
    },
    async start(context, id) {
      const project = await own(context, id)
      await demandChangeable(context, project)
      const files = await projectFiles(executorOf(context), context.reader.workspaceId, id)
      const open = files.filter(({ batchId }) => batchId === null)
      if (open.length === 0) throw new RuleError('import_project_nothing_open')
      for (const file of open) demandTitle(context, file)
      const job = newId()
      if (!(await claimRun(executorOf(context), context.reader.workspaceId, id, project.batchId, job)))
        throw new RuleError('import_project_running')
      const total = files.reduce((sum, { rowCount }) => sum + rowCount, 0)
      return engine.startJob(context, { id: job, kind: 'importProject', input: { project: id }, total })
    },
    cancel: (context, id) => eachBatch(context, id, engine.cancelJob),
    pause: (context, id) => eachBatch(context, id, engine.pauseJob),
    resume: (context, id) => eachBatch(context, id, engine.resumeJob),
    async undo(context, id) {
      const project = await visible(context, id)
      const { administrator } = context.reader.principal
      const { status, batch } = await statusOf(context, project)
      if (status === 'signed') {
        if (!administrator) throw new RuleError('import_project_signed')
        await reopened(context, project)
      } else if (project.principalId !== context.reader.principal.id && !administrator) throw new AccessError('import_project_not_yours')
      if (batch === null || underWay.includes(batch.status)) throw new RuleError('import_not_finished')
      if (status === 'undoing' || status === 'undone') throw new RuleError('import_undone_already')
      if (context.reader.clock.now().toISOString() > (undoUntil(batch) ?? '9')) throw new RuleError('import_undo_too_late')
      return startUndo(context, project, newId())
    },
    async reconcile(context, id) {
      const project = await visible(context, id)
      return reconcile(context, await projectFiles(executorOf(context), context.reader.workspaceId, project.id))
    },
    async signOff(context, id, note) {
      const project = await visible(context, id)
      const { reader } = context
      const { status } = await statusOf(context, project)
      if (status === 'signed') throw new RuleError('import_project_signed')
      const files = await projectFiles(executorOf(context), reader.workspaceId, id)
      const waiting = files.find(({ batchId }) => batchId === null)
      if (status === 'open' || underWay.includes(status) || status === 'undoing' || status === 'undone')
        throw new RuleError('import_project_not_done')
      if (waiting) throw new RuleError('import_project_file_waits', { file: waiting.fileName })
      const { explained } = await reconcile(context, files)
      if (!explained && note.trim() === '') throw new InvalidInputError('import_project_note_needed', { field: 'note' })
      const signOff: SignOff = {
        by: { id: reader.principal.id, name: reader.principal.name },
        at: reader.clock.now().toISOString(),
        note: note.trim().slice(0, 2_000),
        explained,
        reopened: null,
      }
      await updateProject(executorOf(context), reader.workspaceId, id, { signOffs: [...project.signOffs, signOff] })
      return stateOf(context, await visible(context, id))
    },
    async reopen(context, id) {
      const project = await visible(context, id)
      if (!context.reader.principal.administrator) throw new AccessError('import_project_needs_administrator')
      await reopened(context, project)
      return stateOf(context, await visible(context, id))
    },
  }
}

const mostFiles = 100

function nameIn(name: string): string {
  const text = name.normalize('NFC').trim()
  if (text === '' || text.length > 200) throw new InvalidInputError('import_project_name_needed', { field: 'name' })
  return text
}

function sourceIn(source: string): string {
  return source.normalize('NFC').trim().slice(0, 60) || 'import'
}

function demandTitle(context: Context, { object, plan, fileName }: StoredImport): void {
  const { title } = context.reader.object(object).definition
  if (!plan.columns.some(({ target }) => target === title) && !(title in plan.fill))
    throw new InvalidInputError('import_project_title_missing', { file: fileName, field: title })
}

/** The last sign-off, taken back by an administrator; the word that was given stays in the list. */
async function reopened(context: Context, project: StoredProject): Promise<void> {
  const { reader } = context
  const last = project.signOffs.at(-1)
  if (last === undefined || last.reopened !== null) throw new NotFoundError('import_project_not_signed')
  if (reader.clock.now().getTime() - Date.parse(last.at) > reopenDays * day)
    throw new RuleError('import_project_closed', { days: reopenDays })
  const reopen = { by: { id: reader.principal.id, name: reader.principal.name }, at: reader.clock.now().toISOString() }
  await updateProject(executorOf(context), reader.workspaceId, project.id, {
    signOffs: [...project.signOffs.slice(0, -1), { ...last, reopened: reopen }],
  })
}
