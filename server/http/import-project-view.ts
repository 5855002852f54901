import type { Context, ErrorParameters, ProjectState, ProjectSummary } from '../../engine/index.ts'
import type { Services } from './services.ts'

/** In lists: without the files. */
export function projectSummary(project: ProjectSummary) {
  const { id, name, source, whenFailed, status, fileCount, createdAt } = project
  return { id, name, source, whenFailed, status, fileCount, createdAt, signOff: signOffOf(project) }
}

/** A project with its files, each told in the reader's language. */
export function projectJson(state: ProjectState, context: Context, { problems, engine }: Pick<Services, 'problems' | 'engine'>) {
  const { locale, id: readerId, administrator } = context.reader.principal
  const told = (error: { code: string; parameters?: Record<string, unknown> } | null) =>
    error && {
      code: error.code,
      detail: problems.text(error.code === 'broken' ? 'job_broke' : error.code, (error.parameters ?? {}) as ErrorParameters, locale),
    }
  const { principalId, signOffs, checkBatchId, batchId, undoBatchId, files, startedAt, error, ...rest } = state
  return {
    ...rest,
    batchId,
    checkBatchId,
    undoBatchId,
    startedAt: startedAt === null ? null : new Date(startedAt).toISOString(),
    remainingSeconds: remainingSeconds(state, engine.clock.now()),
    signOff: signOffOf(state),
    signOffs,
    isMine: principalId === readerId,
    mayReopen: administrator,
    error: told(error),
    files: files.map((file) => ({
      ...file,
      objectLabel: context.reader.model.objects.get(file.object)?.definition.label ?? null,
      error: told(file.error),
    })),
  }
}

/** The sign-off that stands; one that was opened again does not. */
function signOffOf({ signOffs }: Pick<ProjectSummary, 'signOffs'>) {
  const last = signOffs.at(-1)
  return last && last.reopened === null ? last : null
}

/** From the pace so far, over all files; unknown until something is done. */
function remainingSeconds({ status, startedAt, done, rowCount }: ProjectState, now: Date): number | null {
  if (status !== 'running' || startedAt === null || done === 0) return null
  const elapsed = (now.getTime() - Date.parse(startedAt)) / 1_000
  return Math.max(0, Math.round((elapsed / done) * (rowCount - done)))
}
