import { useState } from 'react'
import type { RecordJson, RecordLink } from '../data/client.ts'
import { rereadObject, showUndo, useAction } from '../data/records.ts'
import { Button } from '../design/Button.tsx'
import { Dialog } from '../design/Dialog.tsx'
import { isLink } from '../records/fields/field-text.ts'
import { SelectField } from '../sign-in/TextField.tsx'
import { common, useText } from '../text/index.ts'
import { salesTexts } from './messages.ts'
import { usePipelines, useStages } from './stages.ts'

type Input = { opportunity: string; revision: number; pipeline: string; stage?: string }
type Result = { stage: RecordLink; pipeline: RecordLink }

/** Takes an opportunity to another pipeline: which, and where it goes on there. */
export function PipelineDialog({ opportunity, onClose }: { opportunity: RecordJson; onClose: () => void }) {
  const t = useText(salesTexts)
  const words = useText(common)
  const title = String(opportunity['name'] ?? '')
  const own = isLink(opportunity['pipeline']) ? opportunity['pipeline'].id : ''
  const others = usePipelines().pipelines.filter(({ id }) => id !== own)
  const [chosen, setChosen] = useState('')
  const pipeline = chosen || (others[0]?.id ?? '')
  const [stage, setStage] = useState('')
  const { stages } = useStages(pipeline || undefined)
  const change = useAction<Input, Result>('opportunity.changePipeline')

  function save(): void {
    change.mutate(
      { opportunity: opportunity.id, revision: opportunity.revision, pipeline, ...(stage === '' ? {} : { stage }) },
      {
        onSuccess: ({ result, changeId }) => {
          showUndo(t('pipelineChanged', { title, pipeline: result.pipeline.title, stage: result.stage.title }), changeId)
          rereadObject('opportunity')
          onClose()
        },
      },
    )
  }

  return (
    <Dialog
      title={t('pipelineTitle', { title })}
      onClose={onClose}
      width={420}
      footer={
        <>
          <Button look="primary" data-autofocus busy={change.isPending && words('saving')} onClick={save}>
            {t('changePipeline')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad">
        <SelectField
          label={t('pipeline')}
          value={pipeline}
          options={others.map(({ id, name }) => [id, name] as const)}
          onChange={(id) => {
            setChosen(id)
            setStage('')
          }}
        />
        <SelectField
          label={t('goesOnAt')}
          value={stage}
          options={[
            ['', t('nearestStage')] as const,
            ...stages.map(({ id, name, probability }) => [id, `${name} · ${probability}%`] as const),
          ]}
          onChange={setStage}
        />
        <p className="t3 small">{t('pipelineHelp')}</p>
      </div>
    </Dialog>
  )
}
