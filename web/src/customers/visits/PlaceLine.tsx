import { LocateFixed, LocateOff, RotateCw } from 'lucide-react'
import { formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import type { Place } from './locate.ts'
import { messages } from './messages.ts'

const roughMetres = 200

/** What the device says of where it is; without a position it says what to do about that, and that one can go on. */
export function PlaceLine({ place, onAgain, isLooking = false }: { place: Place | null; onAgain: () => void; isLooking?: boolean }) {
  const t = useText(messages)
  const words =
    place === null
      ? t('locating')
      : place.state !== 'found'
        ? t(isLooking && place.state === 'refused' ? 'refusedToLook' : isLooking ? 'notFoundToLook' : place.state)
        : t(place.accuracy > roughMetres ? 'rough' : 'located', { metres: formatNumber(Math.round(place.accuracy)) })
  const isGood = place?.state === 'found' && place.accuracy <= roughMetres
  const Drawn = place && place.state !== 'found' ? LocateOff : LocateFixed
  return (
    <p className={`visit-place${place && !isGood ? ' warn' : ''}`} role="status">
      <Drawn className="i s" aria-hidden="true" />
      <span className="grow">{words}</span>
      {place && !isGood && (
        <button type="button" className="ib sm" aria-label={t('again')} title={t('again')} onClick={onAgain}>
          <RotateCw className="i s" aria-hidden="true" />
        </button>
      )}
    </p>
  )
}
