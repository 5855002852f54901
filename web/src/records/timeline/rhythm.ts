import type { RhythmWeek } from '../../../../client/types.ts'

/** One coloured block of a week's bar: `from` and `size` count touches from the ground up. */
export type RhythmBlock = { kind: string; from: number; size: number }
export type RhythmBar = { start: string; total: number; blocks: RhythmBlock[] }
/** Two or more weeks without a touch, between weeks that had one, or up to now. */
export type Silence = { first: number; weeks: number }
export type Rhythm = { bars: RhythmBar[]; highest: number; silences: Silence[]; kinds: string[] }

const silentFrom = 2

/**
 * The contact rhythm as it is drawn: bars of stacked blocks in the order of `order`, and the silences worth a word.
 * Weeks before the first touch are not a silence: nobody knew the customer yet.
 */
export function rhythmOf(weeks: readonly RhythmWeek[], order: readonly string[]): Rhythm {
  const seen = new Set(weeks.flatMap((week) => Object.keys(week.byKind).filter((kind) => (week.byKind[kind] ?? 0) > 0)))
  const kinds = [...order.filter((kind) => seen.has(kind)), ...[...seen].filter((kind) => !order.includes(kind)).sort()]
  const bars = weeks.map((week) => {
    let from = 0
    const blocks: RhythmBlock[] = []
    for (const kind of kinds) {
      const size = week.byKind[kind] ?? 0
      if (size === 0) continue
      blocks.push({ kind, from, size })
      from += size
    }
    return { start: week.start, total: from, blocks }
  })
  return { bars, highest: Math.max(0, ...bars.map((bar) => bar.total)), silences: silencesOf(bars), kinds }
}

function silencesOf(bars: readonly RhythmBar[]): Silence[] {
  const found: Silence[] = []
  const firstTouch = bars.findIndex((bar) => bar.total > 0)
  if (firstTouch < 0) return found
  let first = -1
  for (let index = firstTouch; index <= bars.length; index++) {
    const silent = index < bars.length && bars[index]?.total === 0
    if (silent && first < 0) first = index
    if (!silent && first >= 0) {
      // The running week has barely begun: alone it is no silence, but it prolongs one.
      const weeks = index - first
      if (weeks >= silentFrom) found.push({ first, weeks })
      first = -1
    }
  }
  return found
}
