import type { RecordJson } from '../data/client.ts'
import { patchRecord, rereadObject, showUndo, useAction } from '../data/records.ts'
import { translate } from '../text/index.ts'
import { salesTexts } from './messages.ts'
import type { Stage } from './stage-order.ts'

export type StageMove = { opportunity: RecordJson; stage: Stage; lossReason?: string | undefined }

/** What the opportunity becomes by the move, as the server will say it. */
export function movedTo(record: RecordJson, stage: Stage, now: Date): RecordJson {
  return { ...record, stage: { id: stage.id, title: stage.name }, probability: stage.probability, stageChangedAt: now.toISOString() }
}

/**
 * Moves an opportunity to a stage, shown at once everywhere. `apply` does what else the screen shows of it and returns what takes that
 * back.
 */
export function useChangeStage(apply?: (move: StageMove) => () => void) {
  const action = useAction<{ opportunity: string; revision?: number; stage: string; lossReason?: string }>('opportunity.changeStage')

  return (move: StageMove): void => {
    const { opportunity, stage, lossReason } = move
    const takeBack = apply?.(move)
    patchRecord('opportunity', opportunity.id, (record) => movedTo(record, stage, new Date()))
    action.mutate(
      { opportunity: opportunity.id, revision: opportunity.revision, stage: stage.id, ...(lossReason ? { lossReason } : {}) },
      {
        onSuccess: ({ changeId }) => {
          showMoved(move, changeId)
          rereadObject('opportunity')
        },
        onError: () => {
          takeBack?.()
          patchRecord('opportunity', opportunity.id, (record) => ({ ...record, ...opportunity }))
          rereadObject('opportunity')
        },
      },
    )
  }
}

function showMoved({ opportunity, stage }: StageMove, changeId: string | null): void {
  const title = String(opportunity['name'] ?? '')
  const key = stage.outcome === 'won' ? 'wonToast' : stage.outcome === 'lost' ? 'lostToast' : 'moved'
  const text = key === 'moved' ? translate(salesTexts, 'moved', { title, stage: stage.name }) : translate(salesTexts, key, { title })
  showUndo(text, changeId)
}
