import { useState } from 'react'
import type { ObjectMeta } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { useCreateRecord, useRemoveRecord, useUpdateRecord } from '../../data/records.ts'
import { useText } from '../../text/index.ts'
import { groupingText } from '../list/grouping.ts'
import { messages } from './messages.ts'
import type { ViewGiven } from './SaveViewDialog.tsx'
import type { ListState } from './use-list-state.ts'
import type { View } from './view.ts'

/** Keeps what a list shows as a view, changes it, and takes it away. */
export function useSaveView(object: ObjectMeta, state: ListState) {
  const t = useText(messages)
  const create = useCreateRecord('savedView')
  const update = useUpdateRecord('savedView')
  const remove = useRemoveRecord('savedView')
  const [asking, setAsking] = useState<'new' | 'edit' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const shown = {
    filter: state.filter ?? null,
    sort: [...state.sort],
    columns: [...state.columns],
    groupBy: groupingText(state.grouping) || null,
  }

  async function saveNew({ name, audience, favourite }: ViewGiven): Promise<void> {
    setProblem(null)
    try {
      const written = await create.mutateAsync({
        values: { object: object.key, name, audience, favourite, layout: 'list', ...shown },
        message: t('created', { name }),
      })
      setAsking(null)
      state.chooseView(written.id)
    } catch (error) {
      setProblem(problemText(error))
    }
  }

  async function change(view: View, changes: Record<string, unknown>): Promise<void> {
    setProblem(null)
    try {
      await update.mutateAsync({ id: view.key, changes, message: t('saved', { name: String(changes.name ?? view.name) }) })
      setAsking(null)
    } catch (error) {
      setProblem(problemText(error))
    }
  }

  return {
    asking,
    ask: (what: 'new' | 'edit' | null) => {
      setProblem(null)
      setAsking(what)
    },
    problem,
    isSaving: create.isPending || update.isPending,
    saveNew,
    /** The view as it is shown now; one that cannot be written becomes a new one. */
    async save(): Promise<void> {
      if (!state.view.saved?.isMine) return setAsking('new')
      await change(state.view, shown)
      state.revert()
    },
    rename: (given: ViewGiven) => change(state.view, given),
    remove: () => {
      remove.mutate({ id: state.view.key })
      state.chooseView('all')
    },
  }
}
