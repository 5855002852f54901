export type Outcome = 'open' | 'won' | 'lost'
export type Stage = { id: string; name: string; probability: number; outcome: Outcome; stuckAfterDays: number | null; color: string }

const hues = 5

/** One hue that deepens from the first open stage to the last, however many there are. */
export function stageColor(index: number, count: number): string {
  const step = count <= 1 ? hues : 1 + Math.round((index * (hues - 1)) / (count - 1))
  return `var(--stage-${step})`
}

export function firstOpen(stages: readonly Stage[]): Stage | undefined {
  return stages.find(({ outcome }) => outcome === 'open')
}

/** The stage that the main button names: the next open one, after the last the won one. */
export function stageAfter(stages: readonly Stage[], id: string): Stage | undefined {
  const forward = stages.filter(({ outcome }) => outcome !== 'lost')
  const at = forward.findIndex((stage) => stage.id === id)
  return at < 0 ? undefined : forward[at + 1]
}
