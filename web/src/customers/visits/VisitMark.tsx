import { MapPinCheck } from 'lucide-react'
import type { RecordJson } from '../../data/client.ts'
import { choiceOf, labelOf } from '../../data/meta.ts'
import { formatNumber, timeOf } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import './visits.css'

/** 10:02 签到 – 10:49 签退 · 距客户 67 米 · 精度 ±12 米, with a mark where it was far away. */
export function VisitMark({ visit }: { visit: RecordJson }) {
  const t = useText(messages)
  const { checkInAt, checkOutAt, checkInDistance: distance, checkInAccuracy: accuracy, checkInLocation: location } = visit
  if (typeof checkInAt !== 'string') return null
  const quality = choiceOf('visit-location', String(location))?.label
  const parts = [
    typeof checkOutAt === 'string'
      ? t('inAndOut', { from: timeOf(checkInAt), to: timeOf(checkOutAt) })
      : t('inAt', { time: timeOf(checkInAt) }),
    typeof distance === 'number' && t('distance', { distance: distanceText(distance) }),
    typeof accuracy === 'number' && t('accuracy', { metres: formatNumber(accuracy) }),
    location !== undefined && location !== null && location !== 'located' && quality && labelOf(quality),
  ]
  return (
    <p className="visit-mark">
      <MapPinCheck className="i xs" aria-hidden="true" />
      <span>{parts.filter(Boolean).join(' · ')}</span>
      {visit['checkInFar'] === true && <span className="tag warn">{t('far')}</span>}
    </p>
  )
}

/** 67 m, 2.2 km. */
export function distanceText(metres: number): string {
  return metres < 1000 ? `${formatNumber(metres)} m` : `${formatNumber(Math.round(metres / 100) / 10)} km`
}
