import { Link, useSearch } from '@tanstack/react-router'
import { ArrowDown, ArrowUp, Kanban, Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { RecordJson } from '../data/client.ts'
import { useChoices, useLabel } from '../data/meta.ts'
import { problemText } from '../data/problems.ts'
import { showUndo, useBulk, useCreateRecord, useList, useUpdateRecord } from '../data/records.ts'
import { showToast } from '../data/toasts.ts'
import { Button } from '../design/Button.tsx'
import { Switch } from '../design/Switch.tsx'
import { Empty, LoadError, SkeletonRows } from '../design/states.tsx'
import { useText } from '../text/index.ts'
import { CellInput } from './CellInput.tsx'
import { movedPositions } from './choice-lists.ts'
import { messages } from './messages.ts'

/** Pipelines, and the stages that an opportunity walks through in each. */
export function Pipelines() {
  const t = useText(messages)
  const { of } = useSearch({ from: '/frame/settings/$section' })
  const pipelines = useList('pipeline', { fields: ['name', 'isDefault', 'active'], sort: ['createdAt'], limit: 200 })
  const create = useCreateRecord('pipeline')
  const [name, setName] = useState('')
  const chosen = pipelines.records.find(({ id }) => id === of) ?? pipelines.records[0]

  if (pipelines.error) return <LoadError error={pipelines.error} onRetry={pipelines.reload} />
  if (pipelines.isPending) return <SkeletonRows />

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (name.trim() === '') return
    create.mutate({ values: { name: name.trim() } }, { onSuccess: () => setName(''), onError: tell })
  }

  return (
    <div className="split">
      <nav aria-label={t('pipelines')}>
        {pipelines.records.map((pipeline) => (
          <Link
            key={pipeline.id}
            to="/settings/$section"
            params={{ section: 'pipelines' }}
            search={{ of: pipeline.id }}
            className={pipeline === chosen ? 'on' : ''}
            aria-current={pipeline === chosen ? 'page' : undefined}
          >
            <Kanban className="i s" aria-hidden="true" />
            <span className="el">{String(pipeline['name'])}</span>
          </Link>
        ))}
        <form className="row g2" style={{ padding: '8px 0' }} onSubmit={submit}>
          <input
            className="field"
            placeholder={t('pipelineName')}
            aria-label={t('pipelineName')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="ib" aria-label={t('addPipeline')} title={t('addPipeline')}>
            <Plus className="i" aria-hidden="true" />
          </button>
        </form>
      </nav>
      {chosen && <Stages key={chosen.id} pipeline={chosen} />}
    </div>
  )
}

function tell(error: unknown): void {
  showToast({ kind: 'failed', text: problemText(error) })
}

const fields = ['name', 'nameEn', 'position', 'probability', 'outcome', 'stuckAfterDays', 'active']

function Stages({ pipeline }: { pipeline: RecordJson }) {
  const t = useText(messages)
  const stages = useList('stage', { filter: { field: 'pipeline', op: 'is', value: pipeline.id }, sort: ['position'], fields, limit: 200 })
  const bulk = useBulk('stage')
  const updatePipeline = useUpdateRecord('pipeline')

  if (stages.error) return <LoadError error={stages.error} onRetry={stages.reload} />
  const positions = stages.records.map((stage) => ({ id: stage.id, position: Number(stage['position']) }))

  function move(stage: RecordJson, step: -1 | 1): void {
    const update = movedPositions(positions, stage.id, step)
    if (update.length > 0)
      bulk.mutate(
        { update },
        { onSuccess: ({ changeId }) => showUndo(t('moved', { label: String(stage['name']) }), changeId), onError: tell },
      )
  }

  return (
    <section>
      <div className="bar">
        <CellHeading value={String(pipeline['name'])} onSave={(name) => updatePipeline.mutate({ id: pipeline.id, changes: { name } })} />
        <span className="end row g3 t2 small">
          <Switch
            label={t('active')}
            isOn={pipeline['active'] === true}
            onChange={(active) => updatePipeline.mutate({ id: pipeline.id, changes: { active } })}
          />
          {t('active')}
        </span>
      </div>
      <div className="scroll">
        {stages.isPending ? (
          <SkeletonRows rows={6} />
        ) : stages.records.length === 0 ? (
          <Empty icon={<Kanban className="i" aria-hidden="true" />} title={t('noStages')} />
        ) : (
          <StageTable stages={stages.records} onMove={move} />
        )}
        <AddStage pipeline={pipeline.id} stages={stages.records} />
      </div>
    </section>
  )
}

function CellHeading({ value, onSave }: { value: string; onSave: (value: string) => void }) {
  const t = useText(messages)
  return (
    <table className="plain edit" style={{ width: 280 }}>
      <tbody>
        <tr>
          <td className="k" style={{ border: 0, padding: 0, background: 'none' }}>
            <CellInput label={t('pipelineName')} value={value} required onSave={onSave} />
          </td>
        </tr>
      </tbody>
    </table>
  )
}

function StageTable({ stages, onMove }: { stages: readonly RecordJson[]; onMove: (stage: RecordJson, step: -1 | 1) => void }) {
  const t = useText(messages)
  return (
    <table className="plain edit">
      <thead>
        <tr>
          <th>{t('stageName')}</th>
          <th>{t('labelEn')}</th>
          <th style={{ width: 96 }} className="r">
            {t('probability')}
          </th>
          <th style={{ width: 120 }}>{t('outcome')}</th>
          <th style={{ width: 110 }} className="r">
            {t('stuckAfter')}
          </th>
          <th style={{ width: 84 }}>{t('orderOf')}</th>
          <th style={{ width: 80 }}>{t('active')}</th>
        </tr>
      </thead>
      <tbody>
        {stages.map((stage, at) => (
          <StageRow
            key={stage.id}
            stage={stage}
            isFirst={at === 0}
            isLast={at === stages.length - 1}
            onMove={(step) => onMove(stage, step)}
          />
        ))}
      </tbody>
    </table>
  )
}

function StageRow({
  stage,
  isFirst,
  isLast,
  onMove,
}: {
  stage: RecordJson
  isFirst: boolean
  isLast: boolean
  onMove: (step: -1 | 1) => void
}) {
  const t = useText(messages)
  const label = useLabel()
  const outcomes = useChoices('stage-outcome')
  const update = useUpdateRecord('stage')
  const name = String(stage['name'] ?? '')
  const change = (changes: Record<string, unknown>) => update.mutate({ id: stage.id, changes })
  const number = (key: 'probability' | 'stuckAfterDays', text: string) => {
    const value = text === '' ? null : Number(text)
    if (value === null || Number.isFinite(value)) change({ [key]: value })
  }
  return (
    <tr className={stage['active'] === false ? 'off' : ''}>
      <td className="k">
        <CellInput label={t('stageName')} value={name} required onSave={(value) => change({ name: value })} />
      </td>
      <td>
        <CellInput
          label={t('labelEn')}
          value={String(stage['nameEn'] ?? '')}
          onSave={(nameEn) => change({ nameEn: nameEn === '' ? null : nameEn })}
        />
      </td>
      <td className="r">
        <CellInput
          label={t('probability')}
          inputMode="decimal"
          value={String(stage['probability'] ?? '')}
          required
          onSave={(text) => number('probability', text)}
        />
      </td>
      <td>
        <select
          className="cell"
          aria-label={`${t('outcome')}: ${name}`}
          value={String(stage['outcome'] ?? 'open')}
          onChange={(event) => change({ outcome: event.target.value })}
        >
          {outcomes.map((outcome) => (
            <option key={outcome.key} value={outcome.key}>
              {label(outcome.label)}
            </option>
          ))}
        </select>
      </td>
      <td className="r">
        <CellInput
          label={t('stuckAfter')}
          inputMode="decimal"
          value={stage['stuckAfterDays'] === null || stage['stuckAfterDays'] === undefined ? '' : String(stage['stuckAfterDays'])}
          onSave={(text) => number('stuckAfterDays', text)}
        />
      </td>
      <td>
        <span className="row">
          <button
            type="button"
            className="ib sm"
            aria-label={`${t('moveUp')}: ${name}`}
            title={t('moveUp')}
            disabled={isFirst}
            onClick={() => onMove(-1)}
          >
            <ArrowUp className="i s" aria-hidden="true" />
          </button>
          <button
            type="button"
            className="ib sm"
            aria-label={`${t('moveDown')}: ${name}`}
            title={t('moveDown')}
            disabled={isLast}
            onClick={() => onMove(1)}
          >
            <ArrowDown className="i s" aria-hidden="true" />
          </button>
        </span>
      </td>
      <td>
        <Switch label={`${t('active')}: ${name}`} isOn={stage['active'] !== false} onChange={(active) => change({ active })} />
      </td>
    </tr>
  )
}

function AddStage({ pipeline, stages }: { pipeline: string; stages: readonly RecordJson[] }) {
  const t = useText(messages)
  const create = useCreateRecord('stage')
  const [name, setName] = useState('')

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (name.trim() === '') return
    const position = Math.max(0, ...stages.map((stage) => Number(stage['position']))) + 10
    create.mutate(
      { values: { name: name.trim(), pipeline, position }, message: t('stageAdded', { label: name.trim() }) },
      { onSuccess: () => setName(''), onError: tell },
    )
  }

  return (
    <form className="row g4" style={{ padding: '12px 16px' }} onSubmit={submit}>
      <input
        className="field"
        style={{ maxWidth: 220 }}
        placeholder={t('stageName')}
        aria-label={t('stageName')}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" icon={<Plus className="i" aria-hidden="true" />}>
        {t('addStage')}
      </Button>
    </form>
  )
}
