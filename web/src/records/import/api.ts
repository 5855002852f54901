import { useMutation, useQuery } from '@tanstack/react-query'
import { client, type Label } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { showToast } from '../../data/toasts.ts'

export type DayOrder = 'day-first' | 'month-first'
export type ColumnPlan = {
  /** The field that the column fills, `#key` for the record's id in the other system, or null: not imported. */
  target: string | null
  order?: DayOrder
  whenUnreadable?: 'reject' | 'empty'
  whenMissing?: 'reject' | 'empty' | 'add'
  /** Values to be read as others, in the whole column. */
  replace?: Record<string, string>
}
export type DuplicatePolicy = 'create' | 'skip' | 'update'
export type ImportPlan = {
  columns: ColumnPlan[]
  fill: Record<string, string>
  duplicates: { matchBy: string | null; policy: DuplicatePolicy }
  /** Corrected cells: row number, column index, text. */
  edits: Record<string, Record<string, string>>
  source: string
}
export type TableFormat = { encoding: string; delimiter: string; quote: string; headerRow: number }
export type ImportColumn = {
  index: number
  name: string
  filled: number
  distinct: number
  samples: string[]
  order: DayOrder | null
  suggested: string | null
  confidence: number
}
export type TableRow = { number: number; cells: string[] }
export type Severity = 'error' | 'warning'
export type Fix = { value: string; label: string }
export type CellProblem = {
  code: string
  severity: Severity
  field: string | null
  fieldLabel: Label | null
  column: number | null
  text: string
  detail: string
  fix?: Fix
}
export type ProblemRow = TableRow & { problems: CellProblem[] }
export type Cause = {
  code: string
  severity: Severity
  field: string | null
  fieldLabel: Label | null
  column: number | null
  count: number
  title: string
  parameters?: Readonly<Record<string, string | number | boolean | null>>
  values: { text: string; count: number; fix?: Fix }[]
}
export type Check = { rows: number; ready: number; warnings: number; errors: number; causes: Cause[]; problems: ProblemRow[] }
export type ImportResult = {
  created: number
  updated: number
  skipped: number
  rejected: number
  noted: number
  choices: number
  records: number
}
export type ImportStatus = 'open' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'undone'
export type ImportSummary = {
  id: string
  object: string
  objectLabel: Label | null
  fileName: string
  fileSize: number
  rowCount: number
  status: ImportStatus
  done: number
  result: ImportResult | null
  createdAt: string
  batchId: string | null
}
export type ImportView = ImportSummary & {
  format: TableFormat
  columns: ImportColumn[]
  plan: ImportPlan
  check: Check | null
  checkBatchId: string | null
  error: { code: string; detail: string } | null
  /** The first rows of the file, while nothing has begun. */
  rows: TableRow[]
  encodings: string[]
  delimiters: string[]
}
export type KeptRow = ProblemRow & { outcome: 'rejected' | 'noted' }

const listKey = ['imports'] as const
const viewKey = (id: string) => ['imports', id] as const
const pollMilliseconds = 700

export function useImports() {
  return useQuery({
    queryKey: listKey,
    queryFn: ({ signal }) => client.call<{ imports: ImportSummary[] }>('GET', '/imports', { query: { limit: 50 }, signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.imports.some(({ status }) => isUnderWay(status)) ? 2_000 : false),
  })
}

export function isUnderWay(status: ImportStatus): boolean {
  return status === 'queued' || status === 'running'
}

/** One import; asked again while the check or the import itself is under way. */
export function useImport(id: string) {
  return useQuery({
    queryKey: viewKey(id),
    queryFn: ({ signal }) => client.call<ImportView>('GET', `/imports/${id}`, { signal }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data && (isUnderWay(data.status) || isBeingChecked(data)) ? pollMilliseconds : false),
  })
}

export function isBeingChecked(view: ImportView): boolean {
  return view.status === 'open' && view.check === null && view.checkBatchId !== null
}

function keep(view: ImportView): void {
  queryClient.setQueryData(viewKey(view.id), view)
}

function tell(error: unknown): void {
  showToast({ kind: 'failed', text: problemText(error) })
}

export function useUpload() {
  return useMutation({
    mutationFn: ({ file, object }: { file: File; object: string }) => {
      const form = new FormData()
      form.append('object', object)
      form.append('file', file, file.name)
      return client.call<ImportView>('POST', '/imports', { body: form, query: { object } })
    },
    onSuccess: (view) => {
      keep(view)
      void queryClient.invalidateQueries({ queryKey: listKey, exact: true })
    },
  })
}

/** A decision about the plan is shown at once; the whole file is checked anew by it. */
export function useChangePlan(id: string) {
  return useMutation({
    // One after the other: each answer carries the whole plan.
    scope: { id: `import-${id}` },
    mutationFn: (plan: ImportPlan) => client.call<ImportView>('PATCH', `/imports/${id}`, { body: { plan } }),
    onMutate: async (plan) => {
      await queryClient.cancelQueries({ queryKey: viewKey(id) })
      const before = queryClient.getQueryData<ImportView>(viewKey(id))
      if (before) keep({ ...before, plan })
      return { before }
    },
    onSuccess: keep,
    onError: (error, _plan, context) => {
      if (context?.before) keep(context.before)
      tell(error)
    },
  })
}

/** Reads the file otherwise, or as records of another object: columns and plan are suggested anew. */
export function useChangeFormat(id: string) {
  return useMutation({
    scope: { id: `import-${id}` },
    mutationFn: (change: { format?: Partial<TableFormat>; object?: string }) =>
      client.call<ImportView>('PATCH', `/imports/${id}`, { body: change }),
    onSuccess: keep,
    onError: tell,
  })
}

export function useCheck(id: string) {
  return useMutation({
    scope: { id: `import-${id}` },
    mutationFn: () => client.call<{ job: { id: string } }>('POST', `/imports/${id}/check`, { body: {} }),
    onSuccess: ({ job }) => {
      queryClient.setQueryData<ImportView>(viewKey(id), (view) => (view ? { ...view, check: null, checkBatchId: job.id } : view))
    },
  })
}

export function useStartImport(id: string) {
  return useMutation({
    mutationFn: () => client.call<{ job: { id: string } }>('POST', `/imports/${id}/start`, { body: {} }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: listKey }),
    onError: tell,
  })
}

export function useUndoImport(id: string) {
  return useMutation({
    mutationFn: () => client.call<{ job: { id: string } }>('POST', `/imports/${id}/undo`, { body: {} }),
    onError: tell,
  })
}

export function rereadImport(id: string): void {
  void queryClient.invalidateQueries({ queryKey: viewKey(id) })
  void queryClient.invalidateQueries({ queryKey: listKey, exact: true })
}

export function useKeptRows(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['imports', id, 'rows'],
    queryFn: ({ signal }) =>
      client.call<{ rows: KeptRow[]; next: number | null }>('GET', `/imports/${id}/rows`, {
        query: { outcome: 'rejected', limit: 200 },
        signal,
      }),
    enabled,
  })
}

/** The rejected rows with their reasons, as a file. Asked for with our own headers, so that the reasons come in the language shown. */
export async function downloadRejected({ id, fileName }: Pick<ImportSummary, 'id' | 'fileName'>, suffix: string): Promise<void> {
  try {
    const response = await client.fetch('GET', `/imports/${id}/rejected.csv`, { headers: { accept: 'text/csv' } })
    const url = URL.createObjectURL(await response.blob())
    const link = document.createElement('a')
    link.href = url
    link.download = `${fileName.replace(/\.[^.]*$/, '')} ${suffix}.csv`
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  } catch (error) {
    tell(error)
  }
}
