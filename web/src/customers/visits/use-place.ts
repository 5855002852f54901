import { useCallback, useEffect, useState } from 'react'
import { locate, type Place } from './locate.ts'

/** The place of the device, asked for when the component comes and again when somebody wishes; null while it is being found. */
export function usePlace(): { place: Place | null; again: () => void } {
  const [place, setPlace] = useState<Place | null>(null)
  const ask = useCallback(() => {
    setPlace(null)
    void locate().then(setPlace)
  }, [])
  useEffect(ask, [ask])
  return { place, again: ask }
}
