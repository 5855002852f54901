import { useMutation } from '@tanstack/react-query'
import { v4 as newKey } from 'uuid'
import { translate } from '../text/use-text.ts'
import { cachedRecord, dropRecord, patchRecord, recordKeys, rereadObject, rereadSums } from './cache.ts'
import {
  type BulkRequest,
  client,
  type Filter,
  isProblem,
  type ProblemError,
  type RecordJson,
  type Values,
  type Written,
} from './client.ts'
import { trackJob } from './jobs.ts'
import { messages } from './messages.ts'
import { currentMeta, fieldOf, inSentence, labelOf, objectOf, routeOf } from './meta.ts'
import { problemText } from './problems.ts'
import { queryClient } from './query-client.ts'
import { sendOrKeep } from './send-kept.ts'
import { showToast } from './toasts.ts'
import { undoChange } from './undo.ts'

export type RecordUpdate = {
  id: string
  /** As they are sent: references by id. */
  changes: Values
  /** As they are shown meanwhile, where that differs: references with their title. */
  shown?: Values
  /** With it, a change made by somebody else meanwhile is refused (`stale_record`) instead of the last one winning per field. */
  revision?: number
  /** The record as it stood when the edit began, where that is not what is shown now. */
  base?: RecordJson
  /** What the undo toast says; null shows none. */
  message?: string | null
}

type UpdateOptions = {
  /** Called instead of the toast when somebody else changed the record meanwhile. */
  onStale?: (problem: ProblemError, update: RecordUpdate) => void
  /** Without the server the change is kept on this device and sent later. */
  keep?: boolean
}

/** `isKept`: it waits on this device for the server, and nothing was written yet. */
type Updated = Written & { isKept?: true }

/** Updates of one record wait for each other: the second one must carry the revision that the first one made. */
const lastUpdate = new Map<string, Promise<{ from: number | undefined; to: number } | null>>()

async function send(object: string, { id, changes, revision }: RecordUpdate): Promise<Written> {
  const before = await lastUpdate.get(id)
  const current = before && revision !== undefined && before.from === revision ? before.to : revision
  return client.records(routeOf(object)).update(id, changes, current === undefined ? {} : { revision: current })
}

function sendInTurn(object: string, update: RecordUpdate): Promise<Written> {
  const sent = send(object, update)
  const turn = sent.then(
    ({ revision }) => ({ from: update.revision, to: revision }),
    () => null,
  )
  lastUpdate.set(update.id, turn)
  void turn.then(() => lastUpdate.get(update.id) === turn && lastUpdate.delete(update.id))
  return sent
}

/** What stood in the fields of an update before it, for merging it by field where it could not be sent at once. */
const basesOf = new WeakMap<RecordUpdate, Values>()

async function keepInTurn(object: string, update: RecordUpdate): Promise<Updated> {
  const { id, changes, shown } = update
  const known = cachedRecord(object, id)
  const revision = update.revision ?? known?.revision
  const base = update.base ?? basesOf.get(update)
  if (revision === undefined || !base) return sendInTurn(object, update)
  const fields = { ...changes, ...shown }
  const written = await sendOrKeep(
    {
      label: update.message ?? changedMessage(object, update),
      write: { kind: 'update', object, id, changes, shown: fields, base: pick(base, Object.keys(fields)), revision },
    },
    () => sendInTurn(object, update),
  )
  return written ?? { id, revision, changeId: '', record: { ...known, id, revision }, isKept: true }
}

function pick(record: Values, keys: readonly string[]): Values {
  return Object.fromEntries(keys.flatMap((key) => (key in record ? [[key, record[key]]] : [])))
}

/**
 * Changes fields of a record. Every screen shows the new value at once; a refusal restores the old one and says why; what was done can
 * be taken back from the toast.
 */
export function useUpdateRecord(object: string, { onStale, keep = false }: UpdateOptions = {}) {
  return useMutation<Updated, Error, RecordUpdate, { before: Values }>({
    mutationFn: (update) => (keep ? keepInTurn(object, update) : sendInTurn(object, update)),
    onMutate: async (update) => {
      const { id, changes, shown } = update
      // An answer under way would bring the old value back.
      await queryClient.cancelQueries({
        queryKey: recordKeys.object(object),
        predicate: ({ state, queryKey }) => state.data !== undefined && queryKey[2] !== 'count',
      })
      const known = cachedRecord(object, id)
      const next = { ...changes, ...shown }
      const before = pick(known ?? {}, Object.keys(next))
      patchRecord(object, id, (record) => ({ ...record, ...next }))
      basesOf.set(update, before)
      return { before }
    },
    onSuccess: (written, update) => {
      if (written.isKept) return
      takeWritten(object, written)
      const message = update.message === undefined ? changedMessage(object, update) : update.message
      if (message !== null) showUndo(message, written.changeId)
    },
    onError: (error, update, context) => {
      if (context) patchRecord(object, update.id, (record) => ({ ...record, ...context.before }))
      if (isProblem(error, 'stale_record')) {
        takeCurrent(object, update.id, error)
        if (onStale) return onStale(error, update)
      }
      if (update.message === null) return
      const field = fieldNames(object, Object.keys(update.changes))
      showToast({ kind: 'failed', text: translate(messages, 'refused', { field, reason: problemText(error) }) })
    },
    onSettled: () => rereadSums(object),
  })
}

function takeWritten(object: string, { id, revision, record }: Written): void {
  // Two edits in quick succession: an older answer must not cover the newer value.
  patchRecord(object, id, (shown) => (shown.revision > revision ? shown : { ...shown, ...record, revision }))
}

function takeCurrent(object: string, id: string, error: ProblemError): void {
  const { current } = error.problem
  if (current) patchRecord(object, id, (shown) => ({ ...shown, ...current }))
}

function fieldNames(object: string, keys: readonly string[]): string {
  const meta = currentMeta()
  const declared = meta && objectOf(meta, object)
  const [only] = keys
  const field = keys.length === 1 && only !== undefined && declared ? fieldOf(declared, only) : undefined
  return field ? labelOf(field.label) : translate(messages, 'fields', { count: keys.length })
}

function changedMessage(object: string, { id, changes }: RecordUpdate): string {
  const keys = Object.keys(changes)
  const title = titleOf(object, cachedRecord(object, id))
  return keys.length === 1
    ? translate(messages, 'changedOne', { title, field: inSentence(fieldNames(object, keys)) })
    : translate(messages, 'changedMany', { title, count: keys.length })
}

/** How a record is named in a sentence. */
export function titleOf(object: string, record: RecordJson | undefined): string {
  const meta = currentMeta()
  const declared = meta && objectOf(meta, object)
  const title = declared && record?.[declared.title]
  return typeof title === 'string' && title !== '' ? title : declared ? labelOf(declared.label) : ''
}

/** A toast that says what was done and takes it back: bottom left, ten seconds, ⌘Z. */
export function showUndo(text: string, changeId: string | null): void {
  showToast(
    changeId === null
      ? { text }
      : { text, action: { label: translate(messages, 'undo'), keys: 'undo', run: () => void undoChange(changeId) } },
  )
}

export function useCreateRecord(object: string) {
  return useMutation<Written, Error, { values: Values; message?: string | null; idempotencyKey?: string; duplicateReason?: string }>({
    mutationFn: ({ values, idempotencyKey, duplicateReason }) =>
      client
        .records(routeOf(object))
        .create(values, { idempotencyKey: idempotencyKey ?? newKey(), ...(duplicateReason ? { duplicateReason } : {}) }),
    onSuccess: (written, { message }) => {
      rereadObject(object)
      const meta = currentMeta()
      const declared = meta && objectOf(meta, object)
      const text =
        message === undefined
          ? translate(messages, 'created', {
              object: declared ? inSentence(labelOf(declared.label)) : '',
              title: titleOf(object, written.record),
            })
          : message
      if (text !== null) showUndo(text, written.changeId)
    },
  })
}

/** To the recycle bin; it is gone from every list at once, and back when the server refuses. */
export function useRemoveRecord(object: string) {
  return useMutation<
    { id: string; changeId: string },
    Error,
    { id: string; revision?: number; message?: string | null },
    { putBack: () => void; title: string }
  >({
    mutationFn: ({ id, revision }) => client.records(routeOf(object)).remove(id, revision === undefined ? {} : { revision }),
    onMutate: async ({ id }) => {
      await queryClient.cancelQueries({ queryKey: recordKeys.object(object), predicate: ({ state }) => state.data !== undefined })
      const title = titleOf(object, cachedRecord(object, id))
      return { title, putBack: dropRecord(object, id) }
    },
    onSuccess: ({ changeId }, { message }, context) => {
      const text = message === undefined ? translate(messages, 'removed', { title: context?.title ?? '' }) : message
      if (text !== null) showUndo(text, changeId)
      rereadObject(object)
    },
    onError: (error, _removed, context) => {
      context?.putBack()
      showToast({ kind: 'failed', text: translate(messages, 'notRemoved', { title: context?.title ?? '', reason: problemText(error) }) })
    },
  })
}

/** Back from the recycle bin. */
export function useRestoreRecord(object: string) {
  return useMutation<{ id: string; changeId: string }, Error, { id: string; title: string }>({
    mutationFn: ({ id }) => client.records(routeOf(object)).restore(id),
    onSuccess: ({ changeId }, { title }) => {
      showUndo(translate(messages, 'restored', { title }), changeId)
      rereadObject(object)
    },
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
  })
}

/** Up to 500 records in one transaction; the caller says what was done. */
export function useBulk(object: string) {
  return useMutation({
    mutationFn: (request: BulkRequest) => client.records(routeOf(object)).bulk(request),
    onSettled: () => rereadObject(object),
  })
}

/** Everything that a filter finds, in the background: a job card shows it, and the lists are read again when it ends. */
export function useBulkByFilter(object: string) {
  return useMutation({
    mutationFn: (request: { filter: Filter; changes?: Values; delete?: true }) => client.records(routeOf(object)).bulkByFilter(request),
    onSuccess: ({ job }) => trackJob(job.id, () => rereadObject(object)),
  })
}

type ActionOptions<Input> = {
  /** Shows the effect at once; what it returns takes that back when the server refuses. */
  apply?: (input: Input) => () => void
  /** What the undo toast says. */
  message?: (input: Input) => string
  /** Objects whose lists the action changes. */
  touches?: readonly string[]
}

/** Runs a declared action. `const convert = useAction<ConvertLead>('lead.convert', { touches: ['lead', 'account'] })`. */
export function useAction<Input, Result = unknown>(key: string, { apply, message, touches = [] }: ActionOptions<Input> = {}) {
  return useMutation<{ result: Result; changeId: string | null }, Error, Input, { rollback: (() => void) | undefined }>({
    mutationFn: (input) => client.action<Result>(key, input, { idempotencyKey: newKey() }),
    onMutate: (input) => ({ rollback: apply?.(input) }),
    onSuccess: ({ changeId }, input) => {
      if (message) showUndo(message(input), changeId)
      for (const object of touches) rereadObject(object)
    },
    onError: (error, _input, context) => {
      context?.rollback?.()
      showToast({ kind: 'failed', text: problemText(error) })
    },
  })
}
