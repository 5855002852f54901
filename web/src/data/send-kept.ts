import { v4 as newKey } from 'uuid'
import { translate } from '../text/use-text.ts'
import { rereadObject } from './cache.ts'
import { client, isProblem, type RecordJson, type Values } from './client.ts'
import { dropKept, type KeptAction, type KeptUpdate, type KeptWrite, keepWrite, keptWrites, replaceKept } from './kept-writes.ts'
import { messages } from './messages.ts'
import { routeOf } from './meta.ts'
import { problemText } from './problems.ts'
import { conflictsOf } from './stale-choice.ts'
import { showToast } from './toasts.ts'

/** No answer, or that of a proxy before a server that is away. */
const away = new Set([0, 502, 503, 504])
/** Statuses after which the same request may succeed later: besides, signed out or somebody else's session, and too many. */
const passing = new Set([...away, 401, 408, 412, 429])
/** Changes of a page that was closed before it had its answer are sent by the next one after this time. */
const patienceMilliseconds = 30_000
const thisPage = newKey()

type Keeping = Pick<KeptWrite, 'label' | 'write'> & { key?: string }

/**
 * Sends a change that stands on the device meanwhile. Null where no answer came: then it is sent later. What the server refuses is thrown
 * and not kept. A device without room refuses as any change that cannot be sent.
 */
export async function sendOrKeep<Answer>({ label, write, key = newKey() }: Keeping, send: () => Promise<Answer>): Promise<Answer | null> {
  const kept: KeptWrite = { key, at: new Date().toISOString(), label, write }
  const isSafe = keepWrite({ ...kept, sentBy: thisPage })
  try {
    const answer = await send()
    if (isSafe) dropKept(key)
    return answer
  } catch (error) {
    if (isSafe && isProblem(error) && away.has(error.status)) {
      replaceKept(key, kept)
      showToast({ kind: 'told', text: translate(messages, 'kept', { what: label }), seconds: 5 })
      return null
    }
    // The page is about to be left for the sign-in. An action is still in the draft that it came from, and not to be made twice.
    if (isSafe && write.kind === 'update' && (isProblem(error, 'person_switched') || (isProblem(error) && error.status === 401)))
      replaceKept(key, kept)
    else if (isSafe) dropKept(key)
    throw error
  }
}

/** Runs an action, or keeps it until the server is there; then there is no result and nothing to take back yet. */
export function runOrKeep<Result>({ action, input, touches }: Omit<KeptAction, 'kind'>, { key, label }: { key: string; label: string }) {
  return sendOrKeep({ key, label, write: { kind: 'action', action, input, touches } }, () =>
    client.action<Result>(action, input, { idempotencyKey: key }),
  )
}

/** Sends what is kept, the oldest first, in one tab at a time. */
export async function sendKept(): Promise<void> {
  if (keptWrites().length === 0) return
  takeOver()
  const sent = await navigatorLock(sendAll)
  if (sent > 0) showToast({ text: translate(messages, 'keptSent', { count: sent }), seconds: 5 })
}

/** Browsers know locks in secure contexts only; an office without HTTPS has one tab's word for it, and the keys make nothing twice. */
async function navigatorLock(work: () => Promise<number>): Promise<number> {
  if (!('locks' in navigator)) return await work()
  return await navigator.locks.request('guanxi.kept', { ifAvailable: true }, async (lock) => (lock ? await work() : 0))
}

/** What another page began to send and never had answered: it was closed, or it crashed. */
function takeOver(): void {
  for (const { sentBy, ...kept } of keptWrites()) {
    if (sentBy === undefined || sentBy === thisPage) continue
    const wait = Date.parse(kept.at) + patienceMilliseconds - Date.now()
    if (wait <= 0) replaceKept(kept.key, kept)
    else setTimeout(() => void sendKept(), wait)
  }
}

async function sendAll(): Promise<number> {
  let sent = 0
  const tried = new Set<string>()
  for (;;) {
    const next = keptWrites().find(({ key, refusal, sentBy }) => !refusal && sentBy === undefined && !tried.has(key))
    if (!next) return sent
    tried.add(next.key)
    try {
      await sendOne(next)
      dropKept(next.key)
      sent += 1
      for (const object of next.write.kind === 'action' ? next.write.touches : [next.write.object]) rereadObject(object)
    } catch (error) {
      if (!isProblem(error) || passing.has(error.status)) return sent
      if (!mergeKept(next, error)) replaceKept(next.key, { ...next, refusal: { text: problemText(error) } })
    }
  }
}

async function sendOne({ key, write }: KeptWrite): Promise<void> {
  if (write.kind === 'action') await client.action(write.action, write.input, { idempotencyKey: key })
  else await client.records(routeOf(write.object)).update(write.id, write.changes, { revision: write.revision, idempotencyKey: key })
}

/** Somebody changed the record meanwhile: what they did not touch is sent again on top of theirs, the rest is put to the user. */
function mergeKept(kept: KeptWrite, error: unknown): boolean {
  const { write } = kept
  if (write.kind !== 'update' || !isProblem(error, 'stale_record') || !error.problem.current) return false
  const { current } = error.problem
  const { conflicts } = conflictsOf(write.shown, write.base as RecordJson, current)
  if (conflicts.length > 0) replaceKept(kept.key, { ...kept, refusal: { text: problemText(error), current } })
  else replaceKept(kept.key, { ...kept, key: newKey(), write: { ...write, revision: current.revision } })
  return true
}

/** The user has decided a conflict: the chosen fields go on top of what is there now. */
export function resolveKept(kept: KeptWrite, write: KeptUpdate, chosen: readonly string[]): void {
  const current = kept.refusal?.current
  if (!current || chosen.length === 0) {
    dropKept(kept.key)
    return
  }
  const only = (values: Values) => Object.fromEntries(Object.entries(values).filter(([field]) => chosen.includes(field)))
  const { refusal: _decided, ...rest } = kept
  replaceKept(kept.key, {
    ...rest,
    key: newKey(),
    write: { ...write, changes: only(write.changes), shown: only(write.shown), base: only(current), revision: current.revision },
  })
  void sendKept()
}

/** Tries what the server refused once more, as it is. */
export function retryKept({ refusal: _told, ...kept }: KeptWrite): void {
  replaceKept(kept.key, { ...kept, key: newKey() })
  void sendKept()
}
