import { CloudOff } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useWaitingWrites } from '../data/kept-writes.ts'
import { useLiveConnection } from '../data/live.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { openOverlay } from './overlay.ts'

const patienceMilliseconds = 4_000

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

/** Says so when the server is out of reach for longer than a hiccup. Everything that was read stays where it is. */
export function OfflineNotice() {
  const t = useText(messages)
  const hasNetwork = useSyncExternalStore(subscribe, () => navigator.onLine)
  const isLost = useLiveConnection() === false
  const [isLong, setLong] = useState(false)

  useEffect(() => {
    if (!isLost) return setLong(false)
    const timer = setTimeout(() => setLong(true), patienceMilliseconds)
    return () => clearTimeout(timer)
  }, [isLost])

  const kept = useWaitingWrites()
  const refused = kept.filter(({ refusal }) => refusal).length
  const isAway = !hasNetwork || isLong

  if (!isAway && kept.length === 0) return null
  return (
    <output className="offline">
      <CloudOff className="i s" aria-hidden="true" />
      <span className="grow">
        {refused > 0
          ? t('keptRefused', { count: refused })
          : kept.length > 0
            ? t('keptCount', { count: kept.length })
            : hasNetwork
              ? t('offline')
              : t('offlineNetwork')}
      </span>
      {kept.length > 0 && (
        <button type="button" className="link" onClick={() => openOverlay('kept')}>
          {t('keptShow')}
        </button>
      )}
    </output>
  )
}
