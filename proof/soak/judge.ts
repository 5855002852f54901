/** What is measured once a minute; null where the system does not tell. */
export type Minute = {
  readonly minute: number
  readonly requests: number
  readonly failures: number
  readonly serverBytes: number | null
  readonly databaseBytes: number | null
  readonly heapBytes: number | null
  readonly serverFiles: number | null
  readonly databaseConnections: number | null
  readonly liveConnections: number | null
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly walBytes: number | null
  readonly tableBytes: number
  readonly writes: number
}

/** What must stay level however long it runs: how much more it may be at the end than after the warm-up, by share and at least by so much. */
const levels: readonly { key: keyof Minute; share: number; least: number }[] = [
  { key: 'serverBytes', share: 0.15, least: 40 * 1024 * 1024 },
  { key: 'heapBytes', share: 0.2, least: 25 * 1024 * 1024 },
  { key: 'databaseBytes', share: 0.3, least: 120 * 1024 * 1024 },
  { key: 'serverFiles', share: 0.2, least: 25 },
  { key: 'databaseConnections', share: 0.2, least: 5 },
  { key: 'liveConnections', share: 0.2, least: 5 },
  { key: 'p95Ms', share: 1, least: 60 },
  { key: 'walBytes', share: 1, least: 512 * 1024 * 1024 },
]
const steadyShare = 0.7

/** The minutes that count: without the first fifth, and without at least three of them, in which caches, pools and statistics fill. */
export function afterWarmUp(minutes: readonly Minute[]): readonly Minute[] {
  return minutes.slice(Math.max(3, Math.floor(minutes.length / 5)))
}

/**
 * What grew, in words. A series has grown when the line through it (the median of the slopes between all pairs of minutes, which a single outlier does not
 * move) ends above its beginning by more than is allowed, and when seven of ten pairs rise: a level that jumps up and down does not.
 */
export function growth(minutes: readonly Minute[]): string[] {
  const counted = afterWarmUp(minutes)
  const found: string[] = []
  for (const { key, share, least } of levels) {
    const series = counted.flatMap((minute) => minute[key] ?? [])
    if (series.length < 4) continue
    const { slope, rising } = trend(series)
    const grown = slope * (series.length - 1)
    const start = median(series) - grown / 2
    if (grown > Math.max(least, start * share) && rising > steadyShare)
      found.push(`${key} grew from about ${Math.round(start)} to ${Math.round(start + grown)} in ${series.length} minutes`)
  }
  const failures = minutes.reduce((sum, minute) => sum + minute.failures, 0)
  if (failures > 0) found.push(`${failures} requests failed`)
  const [first, last] = [costPerWrite(counted.slice(0, counted.length / 2)), costPerWrite(counted.slice(counted.length / 2))]
  if (first !== null && last !== null && last > first * 2 && last > 20_000)
    found.push(`what a write leaves in the tables grew from ${Math.round(first)} to ${Math.round(last)} bytes`)
  return found
}

/** Tables grow with what is written, and must not grow faster than that. */
function costPerWrite(minutes: readonly Minute[]): number | null {
  const [first, last] = [minutes[0], minutes.at(-1)]
  if (!first || !last || last.writes <= first.writes) return null
  return (last.tableBytes - first.tableBytes) / (last.writes - first.writes)
}

function trend(series: readonly number[]): { slope: number; rising: number } {
  const slopes: number[] = []
  series.forEach((from, index) => {
    series.slice(index + 1).forEach((to, ahead) => {
      slopes.push((to - from) / (ahead + 1))
    })
  })
  return { slope: median(slopes), rising: slopes.filter((slope) => slope > 0).length / slopes.length }
}

export function median(series: readonly number[]): number {
  return quantile(series, 0.5)
}

export function quantile(series: readonly number[], share: number): number {
  const sorted = series.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
