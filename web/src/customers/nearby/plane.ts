import type { Filter } from '../../data/client.ts'

export type Point = { latitude: number; longitude: number }
export type Placed<T> = { item: T; metres: number; east: number; north: number }

const earthMetres = 6_371_008.8
const radians = (degrees: number): number => (degrees * Math.PI) / 180
const around = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180

/** Metres east and north of a centre: true to scale over the few kilometres that "nearby" means. */
export function placedAt<T>(item: T, at: Point, centre: Point): Placed<T> {
  const north = radians(at.latitude - centre.latitude) * earthMetres
  const east = radians(around(at.longitude - centre.longitude)) * Math.cos(radians((at.latitude + centre.latitude) / 2)) * earthMetres
  return { item, east, north, metres: Math.hypot(east, north) }
}

/** The box around a centre, as an index can look it up; over the date line it is two. */
export function boxFilter(centre: Point, metres: number): Filter {
  const high = (metres / earthMetres) * (180 / Math.PI)
  const wide = Math.min(180, high / Math.max(0.01, Math.cos(radians(Math.min(89, Math.abs(centre.latitude) + high)))))
  const [west, east] = [centre.longitude - wide, centre.longitude + wide]
  const between = (from: number, to: number): Filter => ({ field: 'longitude', op: 'between', value: [from, to] })
  const longitude: Filter =
    west < -180
      ? { any: [between(-180, east), between(west + 360, 180)] }
      : east > 180
        ? { any: [between(west, 180), between(-180, east - 360)] }
        : between(west, east)
  return { all: [{ field: 'latitude', op: 'between', value: [centre.latitude - high, centre.latitude + high] }, longitude] }
}

export type Cluster<T> = { x: number; y: number; items: T[] }

/** Points that would lie on each other are drawn as one, at their middle. `x` and `y` are drawn lengths. */
export function clustered<T extends { x: number; y: number }>(points: readonly T[], cell: number): Cluster<T>[] {
  const cells = Map.groupBy(points, ({ x, y }) => `${Math.floor(x / cell)} ${Math.floor(y / cell)}`)
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  return [...cells.values()].map((items) => ({ x: mean(items.map(({ x }) => x)), y: mean(items.map(({ y }) => y)), items }))
}
