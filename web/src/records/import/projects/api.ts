import { useMutation, useQuery } from '@tanstack/react-query'
import { client, type Label } from '../../../data/client.ts'
import { problemText } from '../../../data/problems.ts'
import { queryClient } from '../../../data/query-client.ts'
import { showToast } from '../../../data/toasts.ts'
import type { ImportResult, ImportStatus } from '../import-view.ts'

export type WhenFailed = 'stop' | 'goOn'
export type ProjectStatus = ImportStatus | 'undoing' | 'signed'
export type SignOff = {
  by: { id: string; name: string }
  at: string
  note: string
  explained: boolean
  reopened: { by: { id: string; name: string }; at: string } | null
}
export type ProjectSummary = {
  id: string
  name: string
  source: string
  whenFailed: WhenFailed
  status: ProjectStatus
  fileCount: number
  createdAt: string
  signOff: SignOff | null
}
export type ProjectFile = {
  importId: string
  position: number
  fileName: string
  object: string
  objectLabel: Label | null
  rowCount: number
  status: ImportStatus
  done: number
  result: ImportResult | null
  error: { code: string; detail: string } | null
  check: { rows: number; ready: number; warnings: number; errors: number } | null
  isChecking: boolean
}
export type ProjectView = ProjectSummary & {
  files: ProjectFile[]
  rowCount: number
  done: number
  batchId: string | null
  checkBatchId: string | null
  undoBatchId: string | null
  remainingSeconds: number | null
  error: { code: string; detail: string } | null
  undo: { files: { importId: string; restored: number; kept: number; status: string }[] } | null
  signOffs: SignOff[]
  isMine: boolean
  mayReopen: boolean
}

export type FigureSum = { count: number; sum: string; least: string | null; most: string | null }
export type Reason = 'rejected' | 'skipped' | 'asked' | 'merged' | 'kept' | 'deleted' | 'edited' | 'otherwise' | 'differs'
export type ReconciledFigure = {
  field: string
  label: Label
  kind: 'number' | 'percent' | 'money' | 'date' | 'dateTime'
  currency: string | null
  source: FigureSum
  result: FigureSum | null
  reasons: { reason: Reason; count: number; sum: string }[]
}
export type ReconciledChoice = {
  field: string
  label: Label
  values: { value: string; label: Label; source: number; taken: number; result: number | null }[]
}
export type RowCounts = Record<'source' | 'created' | 'updated' | 'unchanged' | 'skipped' | 'asked' | 'rejected' | 'unread', number>
export type ReconciledFile = {
  importId: string
  fileName: string
  object: string
  objectLabel: Label
  phase: 'none' | 'forecast' | 'result'
  rows: RowCounts
  records: { records: number; deleted: number; edited: number } | null
  figures: ReconciledFigure[]
  choices: ReconciledChoice[]
  explained: boolean
}
export type Reconciliation = {
  files: ReconciledFile[]
  objects: { object: string; label: Label; rows: RowCounts; records: number }[]
  explained: boolean
}

const listKey = ['import-projects'] as const
const viewKey = (id: string) => ['import-projects', id] as const
const reconcileKey = (id: string) => ['import-projects', id, 'reconcile'] as const
const pollMilliseconds = 800

export function isMoving(status: ProjectStatus): boolean {
  return status === 'queued' || status === 'running' || status === 'undoing'
}

/** The check of the project is under way. */
export function isChecking(project: ProjectView): boolean {
  return project.files.some((file) => file.isChecking)
}

export function useProjects() {
  return useQuery({
    queryKey: listKey,
    queryFn: ({ signal }) => client.call<{ projects: ProjectSummary[] }>('GET', '/import-projects', { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.projects.some(({ status }) => isMoving(status)) ? 2_000 : false),
  })
}

/** One project; asked again while it is being checked, run or taken back. */
export function useProject(id: string) {
  return useQuery({
    queryKey: viewKey(id),
    queryFn: ({ signal }) => client.call<ProjectView>('GET', `/import-projects/${id}`, { signal }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data && (isMoving(data.status) || isChecking(data)) ? pollMilliseconds : false),
  })
}

/** The figures of both sides, read anew whenever the project has moved. */
export function useReconciliation({ id, status, files, undoBatchId }: ProjectView, enabled: boolean) {
  const checked = files.map(({ check }) => (check ? check.rows : '-')).join()
  return useQuery({
    queryKey: [...reconcileKey(id), status, undoBatchId, checked, files.map(({ importId }) => importId).join()],
    queryFn: ({ signal }) => client.call<Reconciliation>('GET', `/import-projects/${id}/reconcile`, { signal }),
    staleTime: 0,
    enabled,
    placeholderData: (before) => before,
  })
}

function keep(view: ProjectView): void {
  queryClient.setQueryData(viewKey(view.id), view)
  void queryClient.invalidateQueries({ queryKey: listKey, exact: true })
}

function tell(error: unknown): void {
  showToast({ kind: 'failed', text: problemText(error) })
}

export type ProjectChange = {
  name?: string
  source?: string
  whenFailed?: WhenFailed
  files?: { importId: string }[]
  arrange?: boolean
}

export function useCreateProject() {
  return useMutation({
    mutationFn: (given: ProjectChange) => client.call<ProjectView>('POST', '/import-projects', { body: given }),
    onSuccess: keep,
  })
}

export function useChangeProject(id: string) {
  return useMutation({
    scope: { id: `import-project-${id}` },
    mutationFn: (given: ProjectChange) => client.call<ProjectView>('PATCH', `/import-projects/${id}`, { body: given }),
    onSuccess: keep,
    onError: tell,
  })
}

export function useDeleteProject(id: string) {
  return useMutation({
    mutationFn: () => client.call('DELETE', `/import-projects/${id}`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: listKey, exact: true }),
    onError: tell,
  })
}

/** Check, start, undo: answered at once, done in the background. */
export function useProjectStep(id: string, step: 'check' | 'start' | 'undo' | 'cancel' | 'pause' | 'resume' | 'reopen') {
  return useMutation({
    mutationFn: () => client.call<unknown>('POST', `/import-projects/${id}/${step}`, { body: {} }),
    onSettled: () => rereadProject(id),
    onError: tell,
  })
}

export function useSignOff(id: string) {
  return useMutation({
    mutationFn: (note: string) => client.call<ProjectView>('POST', `/import-projects/${id}/sign-off`, { body: { note } }),
    onSuccess: keep,
  })
}

export function rereadProject(id: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: viewKey(id) })
}
