import { useMutation, useQuery } from '@tanstack/react-query'
import { client } from '../../data/client.ts'
import { queryClient } from '../../data/query-client.ts'
import { showToast } from '../../data/toasts.ts'
import { translate } from '../../text/index.ts'
import { keepView, tell } from './api.ts'
import type { ImportView } from './import-view.ts'
import { messages } from './messages.ts'

/** A mapping by the names of columns, kept for the next file of its kind. */
export type ImportTemplate = {
  id: string
  name: string
  object: string
  source: string
  shared: boolean
  mine: boolean
}

const templatesKey = ['import-templates'] as const
const reread = () => queryClient.invalidateQueries({ queryKey: templatesKey })

export function useTemplates(object: string) {
  return useQuery({
    queryKey: [...templatesKey, object],
    queryFn: ({ signal }) => client.call<{ templates: ImportTemplate[] }>('GET', '/import-templates', { query: { object }, signal }),
  })
}

export function useSaveTemplate(view: ImportView) {
  return useMutation({
    mutationFn: async ({ name, shared }: { name: string; shared: boolean }) => {
      const { id } = await client.call<{ id: string }>('POST', '/import-templates', { body: { name, shared, import: view.id } })
      return client.call<ImportView>('PATCH', `/imports/${view.id}`, { body: { template: id } })
    },
    onSuccess: (next, { name }) => {
      keepView(next)
      void reread()
      showToast({ text: translate(messages, 'templateSaved', { name }) })
    },
  })
}

export function useUpdateTemplate() {
  return useMutation({
    mutationFn: ({ template, view }: { template: ImportTemplate; view: ImportView }) =>
      client.call('PATCH', `/import-templates/${template.id}`, { body: { import: view.id } }),
    onSuccess: (_answer, { template }) => {
      void reread()
      showToast({ text: translate(messages, 'templateSaved', { name: template.name }) })
    },
    onError: tell,
  })
}

export function useRemoveTemplate() {
  return useMutation({
    mutationFn: (template: ImportTemplate) => client.call('DELETE', `/import-templates/${template.id}`),
    onSuccess: (_answer, { name }) => {
      void reread()
      showToast({ text: translate(messages, 'templateRemoved', { name }) })
    },
    onError: tell,
  })
}
