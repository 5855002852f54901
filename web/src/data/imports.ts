import { queryOptions, useQuery } from '@tanstack/react-query'
import { client, type Job } from './client.ts'

/** What a card needs to know of an import; its own screens read more. */
type ImportOfJob = { id: string; fileName: string; batchId: string | null }

export const importsKey = ['imports'] as const

export const importsQuery = queryOptions({
  queryKey: importsKey,
  queryFn: ({ signal }) => client.call<{ imports: ImportOfJob[] }>('GET', '/imports', { query: { limit: 100 }, signal }),
})

/** The import that a background job runs: the job itself knows only its kind. */
export function useImportOfJob({ id, kind }: Job): ImportOfJob | undefined {
  const { data } = useQuery({ ...importsQuery, enabled: kind === 'import' })
  return data?.imports.find(({ batchId }) => batchId === id)
}
