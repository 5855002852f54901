import type { ChildProcess } from 'node:child_process'
import type { Pool } from 'pg'
import type { SliceResult } from './load/runner.ts'
import { middle, type Pace, rounded, runSlice, send } from './measure.ts'
import { type Hits, operations } from './operations.ts'
import type { Figure } from './report.ts'
import type { Setting } from './setting.ts'

/** What must not become slower with the number of records. */
const measured = ['list', 'get', 'board', 'search'] as const
/** A search is asked for words with as nearly as possible the same number of hits on both sides: more hits are more work, however it is done. */
const sameHits: Hits = { least: 3, most: 500, near: 60, among: 'workspace' }

/** The median answer to one person in a million customers over that in a hundred thousand, in alternating slices. */
export async function measureGrowth(
  runner: ChildProcess,
  setting: Setting,
  given: { origin: string; owner: Pool; pace: Pace },
): Promise<Figure[]> {
  const { smaller } = setting
  if (!smaller) return []
  const sides = { million: await operations(setting, given.owner, sameHits), tenth: await operations(smaller, given.owner, sameHits) }
  const figures: Figure[] = []
  for (const name of measured) {
    const results: Record<keyof typeof sides, SliceResult[]> = { million: [], tenth: [] }
    const slice = async (side: keyof typeof sides, seconds: number): Promise<SliceResult> => {
      const result = await runSlice(runner, { origin: given.origin, set: `${name} ${side}`, connections: 1, seconds })
      if (result.failures.length > 0) throw new Error(`growth of ${name}, ${side}: ${result.failures.join('\n')}`)
      return result
    }
    for (const side of ['million', 'tenth'] as const) {
      const units = sides[side].find((operation) => operation.name === name)?.units.map(({ ours }) => ours) ?? []
      if (units.length === 0) throw new Error(`growth of ${name}, ${side}: nothing to ask for`)
      send(runner, { set: `${name} ${side}`, units })
      await slice(side, given.pace.warmUpSeconds)
    }
    for (let count = 0; count < given.pace.slices; count++)
      for (const side of ['million', 'tenth'] as const) results[side].push(await slice(side, given.pace.seconds))
    const value = rounded(middle(results.million).p50Ms / middle(results.tenth).p50Ms, 2)
    figures.push({ name: `growth.${name}`, value, unit: '×' })
  }
  return figures
}
