import { v4 as newKey } from 'uuid'
import { translate } from '../text/use-text.ts'
import { rereadObject } from './cache.ts'
import { client, isProblem, type RecordJson, type Values } from './client.ts'
import { dropKept, type KeptUpdate, type KeptWrite, keepWrite, keptWrites, replaceKept } from './kept-writes.ts'
import { messages } from './messages.ts'
import { routeOf } from './meta.ts'
import { problemText } from './problems.ts'
import { conflictsOf } from './stale-choice.ts'
import { showToast } from './toasts.ts'

/** Statuses after which the same request may succeed later: no answer, signed out, too many, a server that is busy. */
const passing = new Set([0, 401, 408, 429, 502, 503, 504])

/** Keeps what could not be sent, and says so. Anything but a lost connection is thrown on. */
export function keepUnlessAnswered(error: unknown, write: Omit<KeptWrite, 'key' | 'at'>, key = newKey()): void {
  if (!isProblem(error, 'unreachable')) throw error
  if (!keepWrite({ ...write, key, at: new Date().toISOString() })) throw error
  showToast({ kind: 'told', text: translate(messages, 'kept', { what: write.label }), seconds: 5 })
}

/** Runs an action, or keeps it until the server is there; then there is no result and nothing to take back yet. */
export async function runOrKeep<Result>(
  action: string,
  input: unknown,
  { key, label, touches }: { key: string; label: string; touches: readonly string[] },
): Promise<{ result: Result; changeId: string | null } | null> {
  try {
    return await client.action<Result>(action, input, { idempotencyKey: key })
  } catch (error) {
    keepUnlessAnswered(error, { label, write: { kind: 'action', action, input, touches } }, key)
    return null
  }
}

/** Sends what is kept, the oldest first, in one tab at a time. */
export async function sendKept(): Promise<void> {
  if (keptWrites().length === 0) return
  const sent = await navigatorLock(sendAll)
  if (sent > 0) showToast({ text: translate(messages, 'keptSent', { count: sent }), seconds: 5 })
}

/** Browsers know locks in secure contexts only; an office without HTTPS has one tab's word for it, and the keys make nothing twice. */
async function navigatorLock(work: () => Promise<number>): Promise<number> {
  if (!('locks' in navigator)) return await work()
  return await navigator.locks.request('guanxi.kept', { ifAvailable: true }, async (lock) => (lock ? await work() : 0))
}

async function sendAll(): Promise<number> {
  let sent = 0
  const tried = new Set<string>()
  for (;;) {
    const next = keptWrites().find(({ key, refusal }) => !refusal && !tried.has(key))
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
