// How well a customer relationship is, from facts that anybody can check. Pure: facts and weights in, points with their reasons out.

/** What is known of a customer; `null` where there is nothing to tell. */
export type HealthFacts = {
  readonly daysSinceTouch: number | null
  /** How many days usually lie between two touches, over the past year. */
  readonly usualDays: number | null
  /** Touches of the past twelve weeks. */
  readonly touches: number
  readonly openOpportunities: number
  readonly wonOpportunities: number
  readonly daysSinceWon: number | null
  /** How long the oldest planned work has been late; 0 where none is. */
  readonly daysOverdue: number
}

export const healthParts = ['recency', 'frequency', 'pipeline', 'won', 'overdue'] as const
export type HealthPart = (typeof healthParts)[number]

/** How much a part counts, and from which figure on it is as good as it gets: touches, opportunities, days. */
export type HealthRule = { readonly weight: number; readonly target: number }
export type HealthRules = Readonly<Record<HealthPart, HealthRule>>

/** Without rules of its own a workspace goes by these. */
export const usualHealthRules: HealthRules = {
  recency: { weight: 35, target: 1 },
  frequency: { weight: 25, target: 8 },
  pipeline: { weight: 15, target: 2 },
  won: { weight: 15, target: 180 },
  overdue: { weight: 10, target: 30 },
}

export type HealthPoints = { readonly part: HealthPart; readonly points: number; readonly weight: number; readonly target: number }
export type Health = { readonly score: number; readonly parts: readonly HealthPoints[] }

/** Whoever has never been reached twice has no rhythm yet: once a month is taken for usual. */
const unknownRhythmDays = 30
/** Nobody has to be reached more often than this for the rhythm to be kept. */
const shortestRhythmDays = 7
/** So many times the usual interval without a touch, and nothing is left of the points. */
const silence = 3
const forgotten = 3

/** From 0 to 100, or null for a customer of whom nothing is known: never reached, and never with an opportunity. */
export function healthOf(facts: HealthFacts, rules: HealthRules): Health | null {
  if (facts.daysSinceTouch === null && facts.openOpportunities === 0 && facts.wonOpportunities === 0) return null
  const parts = healthParts.map((part): HealthPoints => ({ part, points: Math.round(pointsOf(part, facts, rules[part])), ...rules[part] }))
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0)
  const score = weights === 0 ? 0 : Math.round(parts.reduce((sum, { points, weight }) => sum + points * weight, 0) / weights)
  return { score, parts }
}

/** A customer with nothing late is as good as one can be there; everything else has to be earned. */
function pointsOf(part: HealthPart, facts: HealthFacts, { target }: HealthRule): number {
  switch (part) {
    case 'recency': {
      if (facts.daysSinceTouch === null) return 0
      const usual = Math.max(shortestRhythmDays, facts.usualDays ?? unknownRhythmDays) * target
      return falling(facts.daysSinceTouch, usual, usual * (1 + silence))
    }
    case 'frequency':
      return rising(facts.touches, target)
    case 'pipeline':
      return rising(facts.openOpportunities, target)
    case 'won':
      return facts.daysSinceWon === null ? 0 : falling(facts.daysSinceWon, target, target * (1 + forgotten))
    case 'overdue':
      return falling(facts.daysOverdue, 0, target)
  }
}

function rising(value: number, target: number): number {
  return 100 * Math.min(1, value / target)
}

function falling(value: number, best: number, worst: number): number {
  return 100 * Math.min(1, Math.max(0, (worst - value) / (worst - best)))
}

/** Good, fair and poor are told apart by colour and by the number of bars. */
export function healthBand(score: number): 'good' | 'fair' | 'poor' {
  return score >= 80 ? 'good' : score >= 60 ? 'fair' : 'poor'
}

/** The rules that stand in rows, and the usual ones for what no row says. */
export function healthRulesFrom(rows: readonly { part: string; weight: number; target: number }[]): HealthRules {
  const rules: Record<HealthPart, HealthRule> = { ...usualHealthRules }
  for (const part of healthParts) {
    const row = rows.find((one) => one.part === part)
    if (row) rules[part] = { weight: row.weight, target: row.target }
  }
  return rules
}
