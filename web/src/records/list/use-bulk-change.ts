import { type BulkResult, client, type Filter, type ObjectMeta, type RecordJson, type Values } from '../../data/client.ts'
import { trackJob } from '../../data/jobs.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { cachedRecord, patchRecord, rereadObject, showUndo } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import type { Selection } from '../grid/selection.ts'
import { messages } from './messages.ts'

/** One request changes so many records; more go to the background. */
export const mostAtOnce = 500

type BulkChange = {
  /** As sent and as shown meanwhile, which may be another for each record; none deletes. */
  changes?: Values
  shown?: Values | ((record: RecordJson) => Values)
  /** "Changed level of 3 customers", with the number that were really changed. */
  message: (count: number) => string
}

/** Changes or deletes everything that is chosen: at once and optimistic for what is on screen, as a job for what is not. */
export function useBulkChange(object: ObjectMeta, filter: Filter | undefined) {
  const t = useText(messages)
  const label = useLabel()
  const objects = inSentence(label(object.plural))

  async function change(selection: Selection, { changes, shown, message }: BulkChange): Promise<void> {
    const ids = [...selection.ids]
    if (selection.everything || ids.length > mostAtOnce)
      return await changeByFilter(selection.everything ? (filter ?? { all: [] }) : idFilter(ids), changes)
    const before = new Map<string, RecordJson>()
    const shownOf = (record: RecordJson): Values => (typeof shown === 'function' ? shown(record) : (shown ?? {}))
    if (shown) {
      for (const id of ids) {
        const record = cachedRecord(object.key, id)
        if (record) before.set(id, record)
        patchRecord(object.key, id, (one) => ({ ...one, ...shownOf(one) }))
      }
    }
    const restore = (id: string) => {
      const old = before.get(id)
      if (old)
        patchRecord(object.key, id, (one) => ({ ...one, ...Object.fromEntries(Object.keys(shownOf(old)).map((key) => [key, old[key]])) }))
    }
    try {
      const records = client.records(object.route)
      const result = await (changes
        ? records.bulk({ update: ids.map((id) => ({ id, ...changes })), partial: true })
        : records.bulk({ delete: ids, partial: true }))
      tell(result, ids, restore, message)
    } catch (error) {
      for (const id of ids) restore(id)
      showToast({ kind: 'failed', text: t('bulkNone', { reason: problemText(error) }) })
    } finally {
      rereadObject(object.key)
    }
  }

  function tell(result: BulkResult, ids: readonly string[], restore: (id: string) => void, message: BulkChange['message']): void {
    const failed = result.results.flatMap((one, at) => ('error' in one ? [{ id: ids[at] ?? '', reason: one.error.detail }] : []))
    for (const { id } of failed) restore(id)
    const done = ids.length - failed.length
    const [first] = failed
    if (!first) showUndo(message(done), result.changeId)
    else if (done === 0) showToast({ kind: 'failed', text: t('bulkNone', { reason: first.reason }) })
    else showUndo(t('bulkPartly', { done: message(done), failed: failed.length, reason: first.reason }), result.changeId)
  }

  async function changeByFilter(which: Filter, changes: Values | undefined): Promise<void> {
    try {
      const { job } = await client
        .records(object.route)
        .bulkByFilter(changes ? { filter: which, changes } : { filter: which, delete: true })
      trackJob(job.id, ({ result, status }) => {
        rereadObject(object.key)
        const { changed = 0, refused = [] } = result as { changed?: number; refused?: unknown[] }
        if (changed === 0 && status === 'failed') return
        const done = t(changes ? 'bulkEdited' : 'bulkDeleted', { count: formatNumber(changed), object: objects })
        // The job is the change: under its id all of it is taken back.
        showUndo(refused.length === 0 ? done : t('bulkLeft', { done, failed: formatNumber(refused.length) }), job.id)
      })
    } catch (error) {
      showToast({ kind: 'failed', text: t('bulkNone', { reason: problemText(error) }) })
    }
  }

  return change
}

export function idFilter(ids: readonly string[]): Filter {
  const parts: Filter[] = []
  for (let at = 0; at < ids.length; at += mostAtOnce) parts.push({ field: 'id', op: 'in', value: ids.slice(at, at + mostAtOnce) })
  return { any: parts }
}

/** The chosen records, as one condition where there are not too many of them. */
export function chosenFilter(ids: readonly string[]): Filter {
  return ids.length <= mostAtOnce ? { field: 'id', op: 'in', value: [...ids] } : idFilter(ids)
}
