import { ArrowRight, ArrowRightLeft, CircleSlash, RotateCcw, Trophy } from 'lucide-react'
import { useState } from 'react'
import type { ObjectMeta, RecordJson } from '../data/client.ts'
import { Button } from '../design/Button.tsx'
import { Menu } from '../design/Menu.tsx'
import { isLink } from '../records/fields/field-text.ts'
import { useText } from '../text/index.ts'
import { LossDialog } from './LossDialog.tsx'
import { salesTexts } from './messages.ts'
import { PipelineDialog } from './PipelineDialog.tsx'
import { stageAfter } from './stage-order.ts'
import { usePipelines, useStages } from './stages.ts'
import { useChangeStage } from './use-change-stage.ts'

/** What moves an opportunity on: the main button names the next stage; a closed one can be opened again. */
export function StageActions({ object, record }: { object: ObjectMeta; record: RecordJson }) {
  const t = useText(salesTexts)
  const { stages } = useStages(isLink(record['pipeline']) ? record['pipeline'].id : undefined)
  const change = useChangeStage()
  const [isLosing, setLosing] = useState(false)
  const current = isLink(record['stage']) ? record['stage'].id : ''
  const now = stages.find(({ id }) => id === current)
  const lost = stages.find(({ outcome }) => outcome === 'lost')
  const next = stageAfter(stages, current)
  if (!now || !object.may.update || record.deletedAt) return null

  if (now.outcome !== 'open')
    return (
      <>
        <PipelineButton opportunity={record} />
        <Menu
          label={t('reopen')}
          place="bottom-end"
          entries={stages
            .filter(({ outcome }) => outcome === 'open')
            .map((stage) => ({ label: stage.name, run: () => change({ opportunity: record, stage }) }))}
        >
          {(opener) => (
            <button type="button" className="btn" {...opener}>
              <RotateCcw className="i s" aria-hidden="true" />
              {t('reopen')}
            </button>
          )}
        </Menu>
      </>
    )

  return (
    <>
      <PipelineButton opportunity={record} />
      {lost && (
        <Button look="danger" icon={<CircleSlash className="i s" aria-hidden="true" />} onClick={() => setLosing(true)}>
          {t('lose')}
        </Button>
      )}
      {next && (
        <Button
          look="primary"
          icon={next.outcome === 'won' ? <Trophy className="i s" aria-hidden="true" /> : undefined}
          onClick={() => change({ opportunity: record, stage: next })}
        >
          {next.outcome === 'won' ? t('win') : t('enter', { stage: next.name })}
          {next.outcome === 'open' && <ArrowRight className="i s" aria-hidden="true" />}
        </Button>
      )}
      {isLosing && lost && (
        <LossDialog
          title={String(record[object.title] ?? '')}
          onClose={() => setLosing(false)}
          onChoose={(lossReason) => {
            change({ opportunity: record, stage: lost, lossReason })
            setLosing(false)
          }}
        />
      )}
    </>
  )
}

/** Only where there is another pipeline to go to. */
function PipelineButton({ opportunity }: { opportunity: RecordJson }) {
  const t = useText(salesTexts)
  const { pipelines } = usePipelines()
  const [isOpen, setOpen] = useState(false)
  if (pipelines.length < 2) return null
  return (
    <>
      <Button icon={<ArrowRightLeft className="i s" aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('changePipeline')}
      </Button>
      {isOpen && <PipelineDialog opportunity={opportunity} onClose={() => setOpen(false)} />}
    </>
  )
}
