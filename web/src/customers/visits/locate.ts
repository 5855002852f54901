/** Where the device is, or why it does not say. */
export type Place =
  | { state: 'found'; at: string; latitude: number; longitude: number; accuracy: number }
  | { state: 'refused' | 'unavailable'; at: string }

const patienceMilliseconds = 15_000

/** Asks the device once. Without HTTPS browsers do not even ask the person. */
export function locate(): Promise<Place> {
  return new Promise((resolve) => {
    const without = (state: 'refused' | 'unavailable') => resolve({ state, at: new Date().toISOString() })
    if (!('geolocation' in navigator) || !window.isSecureContext) return without('unavailable')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          state: 'found',
          at: new Date().toISOString(),
          latitude: coords.latitude,
          longitude: coords.longitude,
          accuracy: coords.accuracy,
        }),
      ({ code, PERMISSION_DENIED }) => without(code === PERMISSION_DENIED ? 'refused' : 'unavailable'),
      { enableHighAccuracy: true, timeout: patienceMilliseconds, maximumAge: 0 },
    )
  })
}

/** As actions take it. */
export function positionOf(place: Place): Record<string, unknown> {
  if (place.state !== 'found') return { without: place.state }
  const { latitude, longitude, accuracy } = place
  return { latitude, longitude, accuracy }
}
