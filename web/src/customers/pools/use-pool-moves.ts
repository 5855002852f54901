import type { ObjectMeta } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { showUndo } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { type Moved, movePooled } from './pools.ts'

/** Moves records of a pool and says what came of it: how many went through, and why others did not. */
export function usePoolMoves(object: ObjectMeta) {
  const t = useText(messages)
  const label = useLabel()
  const objects = (count: number) => inSentence(label(count === 1 ? object.label : object.plural))

  async function move(
    action: Parameters<typeof movePooled>[1],
    input: Parameters<typeof movePooled>[2],
    message: (told: { count: string; object: string }) => string,
  ): Promise<Moved | null> {
    try {
      const moved = await movePooled(object, action, input)
      const done = moved.done.length
      if (done > 0) showUndo(message({ count: formatNumber(done), object: objects(done) }), moved.changeId)
      const [first] = moved.refused
      if (first) showToast({ kind: 'failed', text: t('notAll', { count: formatNumber(moved.refused.length), reason: first.detail }) })
      return moved
    } catch (error) {
      showToast({ kind: 'failed', text: problemText(error) })
      return null
    }
  }

  return {
    claim: (records: readonly string[]) => move('claim', { records }, (told) => t('claimed', told)),
    assign: (records: readonly string[], to: { id: string; title: string }) =>
      move('assign', { records, to: to.id }, (told) => t('assigned', { ...told, name: to.title })),
    release: (records: readonly string[], reason: string, pool: string | undefined) =>
      move('release', { records, reason, ...(pool ? { pool } : {}) }, (told) => t('released', told)),
    protect: (records: readonly string[], until: string | null) =>
      move('protect', { records, until }, (told) => t(until === null ? 'unprotected' : 'protected', told)),
  }
}
