import { useMutation, useQuery } from '@tanstack/react-query'
import { client, type ExportState, type Filter, type NewExport } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { showToast } from '../../data/toasts.ts'

const listKey = ['exports'] as const

export function useExports() {
  return useQuery({
    queryKey: listKey,
    queryFn: ({ signal }) => client.exports.list({ limit: 50 }, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.exports.some(isUnderWay) ? 1_500 : false),
  })
}

function isUnderWay({ status }: ExportState): boolean {
  return status === 'queued' || status === 'running'
}

/** How many rows a file would hold. */
export function useExportCount(object: string, filter: Filter | undefined) {
  return useQuery({
    queryKey: ['exports', 'count', object, filter],
    queryFn: ({ signal }) => client.exports.count(filter ? { object, filter } : { object }, { signal }),
    staleTime: 0,
  })
}

export function useCreateExport(whenMade: (made: ExportState) => void) {
  return useMutation({
    mutationFn: (asked: NewExport) => client.exports.create(asked),
    onSuccess: ({ export: made }) => {
      void queryClient.invalidateQueries({ queryKey: listKey, exact: true })
      whenMade(made)
    },
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
  })
}

/** Hands the file to the browser, which asks for it with its own cookie and writes it to disk as it comes. */
export function download({ id, fileName }: Pick<ExportState, 'id' | 'fileName'>): void {
  const link = document.createElement('a')
  link.href = client.exports.fileUrl(id)
  link.download = fileName
  link.click()
}
