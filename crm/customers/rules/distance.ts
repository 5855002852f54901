/** A point on the globe, in degrees of WGS 84. */
export type Point = { readonly latitude: number; readonly longitude: number }
export type Box = { readonly south: number; readonly north: number; readonly west: number; readonly east: number }

const earthMetres = 6_371_008.8
const radians = (degrees: number): number => (degrees * Math.PI) / 180
const degrees = (value: number): number => (value * 180) / Math.PI

/** Metres along the great circle. */
export function distanceBetween(a: Point, b: Point): number {
  const [latitudeA, latitudeB] = [radians(a.latitude), radians(b.latitude)]
  const north = Math.sin((latitudeB - latitudeA) / 2)
  const east = Math.sin(radians(b.longitude - a.longitude) / 2)
  const half = north * north + Math.cos(latitudeA) * Math.cos(latitudeB) * east * east
  return 2 * earthMetres * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** What holds every point within so many metres: an index finds these, the distance decides. Over the 180th meridian, west is greater than east. */
export function boxAround({ latitude, longitude }: Point, metres: number): Box {
  const high = degrees(metres / earthMetres)
  const [south, north] = [latitude - high, latitude + high]
  // Around a pole every longitude is near.
  if (north >= 90 || south <= -90) return { south: Math.max(south, -90), north: Math.min(north, 90), west: -180, east: 180 }
  const wide = degrees(Math.asin(Math.min(1, Math.sin(metres / earthMetres) / Math.cos(radians(latitude)))))
  if (wide >= 180) return { south, north, west: -180, east: 180 }
  return { south, north, west: within(longitude - wide), east: within(longitude + wide) }
}

function within(longitude: number): number {
  return longitude < -180 ? longitude + 360 : longitude > 180 ? longitude - 360 : longitude
}
