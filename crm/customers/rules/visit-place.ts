import { distanceBetween, type Point } from './distance.ts'

/** What a device said of where it is, or why it said nothing. */
export type Measured = Point & { readonly accuracy: number }
export type Unmeasured = 'refused' | 'unavailable'

/** A position that may lie this far off says little about the door one stands at. */
export const roughMetres = 200

export type VisitPlace = {
  location: 'located' | 'rough' | Unmeasured
  latitude: number | null
  longitude: number | null
  accuracy: number | null
  /** Metres to the customer; null where either place is not known. */
  distance: number | null
  /** Farther away than the policy allows even if the device erred by all it may have erred. */
  isFar: boolean
}

/** What is written down about the place of a visit. Nothing is refused here: a visit without a place is still a visit. */
export function visitPlace(given: { place: Measured | Unmeasured; customer: Point | null; farMetres: number }): VisitPlace {
  const { place, customer, farMetres } = given
  if (typeof place === 'string') return { location: place, latitude: null, longitude: null, accuracy: null, distance: null, isFar: false }
  const accuracy = Math.round(place.accuracy)
  const distance = customer ? Math.round(distanceBetween(place, customer)) : null
  return {
    location: accuracy > roughMetres ? 'rough' : 'located',
    latitude: toCentimetres(place.latitude),
    longitude: toCentimetres(place.longitude),
    accuracy,
    distance,
    isFar: distance !== null && distance - accuracy > farMetres,
  }
}

/** Seven digits are a centimetre; devices send twice as many. */
const toCentimetres = (degrees: number): number => Math.round(degrees * 1e7) / 1e7
