import { lazy, Suspense, useRef, useState } from 'react'
import type { RecordJson } from '../../data/client.ts'
import { Popover } from '../../design/Popover.tsx'
import { useText } from '../../text/index.ts'
import './health.css'
import { healthTexts } from './messages.ts'

const HealthReasons = lazy(async () => ({ default: (await import('./HealthReasons.tsx')).HealthReasons }))

/** A score of 100 as a figure with five bars: good from 80, fair from 60. */
export function HealthBars({ score }: { score: number }) {
  const band = score >= 80 ? 'good' : score >= 60 ? 'fair' : 'poor'
  return (
    <span className={`hp ${band}`}>
      <span className="n">{score}</span>
      <i aria-hidden="true">
        {[1, 2, 3, 4, 5].map((bar) => (
          <u key={bar} className={bar <= Math.round(score / 20) ? 'f' : undefined} />
        ))}
      </i>
    </span>
  )
}

type Props = { score: number; record: RecordJson | undefined; place: 'cell' | 'page' }

/** How well a customer is; a click tells why. On the page it also says how it moved since last month. */
export function HealthMark({ score, record, place }: Props) {
  const t = useText(healthTexts)
  const opener = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  if (!record) return <HealthBars score={score} />
  const lastMonth = record['healthLastMonth']
  return (
    <>
      <button
        ref={opener}
        type="button"
        className="hp-button"
        tabIndex={place === 'page' ? 0 : -1}
        aria-label={t('why', { score })}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <HealthBars score={score} />
        {place === 'page' && typeof lastMonth === 'number' && <Change by={score - lastMonth} />}
      </button>
      {isOpen && (
        <Popover anchor={opener} label={t('title', { score })} width={340} sheet onClose={() => setOpen(false)}>
          <Suspense fallback={<div className="hp-reasons" style={{ minHeight: 240 }} />}>
            <HealthReasons id={record.id} />
          </Suspense>
        </Popover>
      )}
    </>
  )
}

function Change({ by }: { by: number }) {
  const t = useText(healthTexts)
  if (by === 0) return null
  return (
    <small className={by > 0 ? 'ok' : 'bad'}>
      {by > 0 ? '↑' : '↓'} {Math.abs(by)} {t('sinceLastMonth')}
    </small>
  )
}
