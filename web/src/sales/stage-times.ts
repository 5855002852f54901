import type { HistoryEntry } from '../../../client/types.ts'

export type StageTime = { stage: string; days: number; current: boolean }
type Change = { at: string; stage: string | null }

const day = 24 * 60 * 60 * 1000

/**
 * How long an opportunity stood in each stage, summed over its visits there. Read from its history: every entry that set the stage.
 * History that does not reach back to the creation gives no time for what lies before it.
 */
export function stageTimes(history: readonly HistoryEntry[], now: Date): StageTime[] {
  const changes = stageChanges(history)
  const spent = new Map<string, number>()
  changes.forEach((change, index) => {
    if (change.stage === null) return
    const until = changes[index + 1]?.at ?? now.toISOString()
    spent.set(change.stage, (spent.get(change.stage) ?? 0) + Math.max(0, Date.parse(until) - Date.parse(change.at)))
  })
  const standing = changes.at(-1)?.stage ?? null
  return [...spent].map(([stage, milliseconds]) => ({ stage, days: Math.floor(milliseconds / day), current: stage === standing }))
}

/** The day (from 1) the opportunity is in its present stage, counted from its last arrival there. */
export function dayInStage(arrivedAt: string, now: Date): number {
  return Math.max(1, Math.floor((now.getTime() - Date.parse(arrivedAt)) / day) + 1)
}

function stageChanges(history: readonly HistoryEntry[]): Change[] {
  return history
    .filter((entry) => 'stage' in entry.changes)
    .map((entry) => ({ at: entry.at, stage: idOf(entry.changes['stage']?.[1]) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
}

function idOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'object' && value !== null && 'id' in value) return String(value.id)
  return null
}
