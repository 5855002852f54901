import { Check } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ObjectMeta, RecordJson } from '../data/client.ts'
import { useHistory } from '../data/records.ts'
import { formatPercent } from '../design/format.ts'
import { Menu } from '../design/Menu.tsx'
import { isLink } from '../records/fields/field-text.ts'
import { useText } from '../text/index.ts'
import { LossDialog } from './LossDialog.tsx'
import { salesTexts } from './messages.ts'
import './sales.css'
import type { Stage } from './stage-order.ts'
import { dayInStage, stageTimes } from './stage-times.ts'
import { useStages } from './stages.ts'
import { useChangeStage } from './use-change-stage.ts'

/** The way of an opportunity: stages done with the time spent there, the one it is in, and those ahead. A stage is also where one moves it. */
export function StagePath({ object, record }: { object: ObjectMeta; record: RecordJson }) {
  const t = useText(salesTexts)
  const pipeline = isLink(record['pipeline']) ? record['pipeline'].id : undefined
  const current = isLink(record['stage']) ? record['stage'].id : ''
  const { stages } = useStages(pipeline)
  const { entries } = useHistory(object.key, record.id)
  const change = useChangeStage()
  const [losing, setLosing] = useState<Stage | null>(null)
  const open = stages.filter(({ outcome }) => outcome === 'open')
  const closing = stages.filter(({ outcome }) => outcome !== 'open')
  const now = stages.find(({ id }) => id === current)
  const own = useRef<HTMLElement>(null)

  // On narrow screens the path scrolls: the stage it is in comes into view.
  useEffect(() => {
    if (now) own.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [now])

  if (!now) return null

  const times = new Map(stageTimes(entries, new Date()).map((time) => [time.stage, time.days]))
  const isClosed = now.outcome !== 'open'
  const reached = isClosed ? open.length : open.indexOf(now)
  const arrived = record['stageChangedAt']
  const mayMove = object.may.update && !record.deletedAt
  const move = (stage: Stage) => (stage.outcome === 'lost' ? setLosing(stage) : change({ opportunity: record, stage }))

  return (
    <nav ref={own} className="path" aria-label={t('path')}>
      {open.map((stage, index) => {
        const isNow = stage.id === current
        const isDone = index < reached && !(now.outcome === 'lost' && !times.has(stage.id))
        const days = times.get(stage.id)
        return (
          <button
            key={stage.id}
            type="button"
            className={isNow ? 'now' : isDone ? 'done' : ''}
            aria-current={isNow ? 'step' : undefined}
            disabled={!mayMove}
            title={isNow ? stage.name : t('enter', { stage: stage.name })}
            onClick={() => !isNow && move(stage)}
          >
            {isDone && <Check className="i xs" aria-hidden="true" />}
            <span className="el">{stage.name}</span>
            {isDone && days !== undefined && <span className="when">{t('days', { count: days })}</span>}
            {isNow && typeof arrived === 'string' && (
              <span className="when">
                {t('nowDay', { day: dayInStage(arrived, new Date()) })} · {formatPercent(stage.probability)}
              </span>
            )}
          </button>
        )
      })}
      {isClosed ? (
        <span className={`end-${now.outcome}`} aria-current="step">
          {now.name}
        </span>
      ) : (
        mayMove && (
          <Menu
            label={t('wonOrLost')}
            place="bottom-end"
            entries={closing.map((stage) => ({ label: stage.name, danger: stage.outcome === 'lost', run: () => move(stage) }))}
          >
            {(opener) => (
              <button type="button" {...opener}>
                {t('wonOrLost')}
              </button>
            )}
          </Menu>
        )
      )}
      {losing && (
        <LossDialog
          title={String(record[object.title] ?? '')}
          onClose={() => setLosing(null)}
          onChoose={(lossReason) => {
            change({ opportunity: record, stage: losing, lossReason })
            setLosing(null)
          }}
        />
      )}
    </nav>
  )
}
