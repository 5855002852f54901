import { client, type RecordJson } from '../data/client.ts'
import { problemText } from '../data/problems.ts'
import { patchRecord, rereadObject, showUndo } from '../data/records.ts'
import { showToast } from '../data/toasts.ts'
import { translate } from '../text/index.ts'
import { salesTexts } from './messages.ts'
import type { Stage } from './stage-order.ts'

export type StageMove = { opportunity: RecordJson; stage: Stage; lossReason?: string | undefined }

/** The revision that the last move of an opportunity made. Moves wait for each other: the second must know what the first one made. */
const turns = new Map<string, Promise<number | undefined>>()

/**
 * Moves an opportunity to a stage, shown at once everywhere. `apply` does what else the screen shows of it and returns what takes that
 * back.
 */
export function useChangeStage(apply?: (move: StageMove) => () => void) {
  return (move: StageMove): void => {
    const { opportunity, stage } = move
    const takeBack = apply?.(move)
    patchRecord('opportunity', opportunity.id, (record) => movedTo(record, stage, new Date()))
    const turn = send(move).then(
      ({ revision, changeId }) => {
        patchRecord('opportunity', opportunity.id, (record) => ({ ...record, revision: Math.max(record.revision, revision) }))
        showMoved(move, changeId)
        return revision
      },
      (error: unknown) => {
        takeBack?.()
        patchRecord('opportunity', opportunity.id, (record) => ({ ...record, ...opportunity }))
        showToast({ kind: 'failed', text: translate(salesTexts, 'notMoved', { title: titleOf(opportunity), reason: problemText(error) }) })
        return undefined
      },
    )
    turns.set(opportunity.id, turn)
    void turn.then(() => {
      if (turns.get(opportunity.id) !== turn) return
      turns.delete(opportunity.id)
      rereadObject('opportunity')
    })
  }
}

async function send({ opportunity, stage, lossReason }: StageMove): Promise<{ revision: number; changeId: string | null }> {
  const earlier = await turns.get(opportunity.id)
  const { result, changeId } = await client.action<{ revision: number }>(
    'opportunity.changeStage',
    {
      opportunity: opportunity.id,
      revision: Math.max(earlier ?? 0, opportunity.revision),
      stage: stage.id,
      ...(lossReason ? { lossReason } : {}),
    },
    { idempotencyKey: crypto.randomUUID() },
  )
  return { revision: result.revision, changeId }
}

/** What the opportunity becomes by the move, as the server will say it. */
function movedTo(record: RecordJson, stage: Stage, now: Date): RecordJson {
  return { ...record, stage: { id: stage.id, title: stage.name }, probability: stage.probability, stageChangedAt: now.toISOString() }
}

function titleOf(opportunity: RecordJson): string {
  return String(opportunity['name'] ?? '')
}

function showMoved({ opportunity, stage }: StageMove, changeId: string | null): void {
  const title = titleOf(opportunity)
  const key = stage.outcome === 'won' ? 'wonToast' : stage.outcome === 'lost' ? 'lostToast' : 'moved'
  const text = key === 'moved' ? translate(salesTexts, 'moved', { title, stage: stage.name }) : translate(salesTexts, key, { title })
  showUndo(text, changeId)
}
