import { Hourglass } from 'lucide-react'
import type { Money, ObjectMeta, RecordJson } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { Avatar } from '../../design/Avatar.tsx'
import {
  dayOf,
  daysBetween,
  emptyMark,
  formatCompact,
  formatDateTime,
  formatExactDate,
  formatMoney,
  formatPercent,
  today,
} from '../../design/format.ts'
import { salesTexts } from '../../sales/messages.ts'
import { useText } from '../../text/index.ts'
import { isLink } from '../fields/field-text.ts'
import type { LaneModel } from './lane-model.ts'

type Marks = { isStuck: boolean; days: number | null; lateDays: number }

/** What should worry somebody about a card: too long in its stage, or past the day it should have closed. */
export function cardMarks(record: RecordJson, lane: LaneModel | undefined): Marks {
  const since = record['stageChangedAt']
  const days = typeof since === 'string' ? Math.max(0, daysBetween(dayOf(since), today())) : null
  const isOpen = lane?.outcome === 'open'
  const close = record['closeDate']
  const lateDays = isOpen && typeof close === 'string' ? Math.max(0, daysBetween(close, today())) : 0
  const limit = lane?.stuckAfterDays ?? null
  return { isStuck: isOpen && ((limit !== null && days !== null && days > limit) || lateDays > 0), days, lateDays }
}

/** What a card says: customer, subject, amount, chance, date, who, what next, and how long already. */
export function CardBody({ object, record, lane }: { object: ObjectMeta; record: RecordJson; lane: LaneModel | undefined }) {
  const t = useText(salesTexts)
  const { workspace } = useMeta()
  const title = String(record[object.title] ?? emptyMark)
  const customer = isLink(record['account'])
    ? record['account'].title
    : typeof record['companyName'] === 'string'
      ? record['companyName']
      : null
  const amount = record[object.board?.sum ?? ''] as Money | null | undefined
  const probability = record['probability']
  const close = record['closeDate']
  const owner = record['owner']
  const { days, lateDays } = cardMarks(record, lane)
  const limit = lane?.stuckAfterDays ?? null
  const isStaged = 'stageChangedAt' in record
  const isOpen = lane?.outcome === 'open'
  const next =
    typeof record['nextStep'] === 'string' && record['nextStep'] !== ''
      ? record['nextStep']
      : typeof record['nextActivityAt'] === 'string'
        ? formatDateTime(record['nextActivityAt'])
        : null
  // A person's card is headed by the person, a deal's by its customer.
  const [head, sub] = isStaged && customer !== null ? [customer, title] : [title, customer]

  return (
    <>
      <div className="t">{head}</div>
      {sub !== null && <div className="p">{sub}</div>}
      {(amount || typeof probability === 'number' || typeof close === 'string') && (
        <div className="a">
          {amount && (
            <b title={formatMoney(amount)}>
              {amount.currency === workspace.currency ? formatCompact(amount.amount) : formatMoney(amount, { style: 'compact' })}
            </b>
          )}
          {typeof probability === 'number' && isOpen && <Probability percent={probability} />}
          {typeof close === 'string' && (
            <time className={`d${lateDays > 0 ? ' late' : ''}`} dateTime={close} title={formatExactDate(close)}>
              {lateDays > 0 ? t('late', { date: shortDay(close) }) : shortDay(close)}
            </time>
          )}
        </div>
      )}
      <div className="f">
        {isLink(owner) && <Avatar id={owner.id} name={owner.title} />}
        <span className={`nx${next === null && isStaged && isOpen ? ' warn' : ''}`}>{next ?? (isStaged && isOpen ? t('noNext') : '')}</span>
        {days !== null && isOpen && (
          <span className="t3" title={t('inStage', { days })}>
            {t('days', { count: days })}
          </span>
        )}
      </div>
      {limit !== null && days !== null && isOpen && days > limit ? (
        <div className="mark warn">
          <Hourglass className="i xs" aria-hidden="true" />
          {t('stuck', { days, limit })}
        </div>
      ) : (
        lateDays > 0 && (
          <div className="mark warn">
            <Hourglass className="i xs" aria-hidden="true" />
            {t('overdue', { days: lateDays })}
          </div>
        )
      )}
    </>
  )
}

/** 03-17 within this year, else with the year: cards have no room for weekdays. */
function shortDay(day: string): string {
  return day.slice(0, 4) === today().slice(0, 4) ? day.slice(5) : day
}

const ring = { size: 14, radius: 5.5, width: 2.4 }

function Probability({ percent }: { percent: number }) {
  const t = useText(salesTexts)
  const words = formatPercent(percent)
  const round = 2 * Math.PI * ring.radius
  return (
    <span className="prob" title={t('probability', { percent: words })}>
      <svg width={ring.size} height={ring.size} viewBox={`0 0 ${ring.size} ${ring.size}`} aria-hidden="true">
        <circle cx="7" cy="7" r={ring.radius} fill="none" stroke="var(--bg-fill-2)" strokeWidth={ring.width} />
        <circle
          cx="7"
          cy="7"
          r={ring.radius}
          fill="none"
          stroke="var(--brand-text)"
          strokeWidth={ring.width}
          strokeDasharray={`${(round * percent) / 100} ${round}`}
          transform="rotate(-90 7 7)"
        />
      </svg>
      {words}
    </span>
  )
}
