import type { Filter } from '../data/client.ts'

const mine: Filter = { field: 'owner', op: 'me' }

/** Planned work of mine that is due today or was due before. */
export const dueFilter: Filter = {
  all: [
    mine,
    { field: 'status', op: 'is', value: 'planned' },
    // What repeats is never behind as a whole: its times are.
    { field: 'recurrence', op: 'isEmpty' },
    { any: [dueUpToToday('dueAt'), { all: [{ field: 'dueAt', op: 'isEmpty' }, dueUpToToday('occurAt')] }] },
  ],
}

/** Customers of mine whose agreed next touch has come. */
export const touchFilter: Filter = { all: [mine, dueUpToToday('nextActivityAt')] }

/** Open opportunities of mine that should close within thirty days, and those that should have. */
export const closingFilter: Filter = {
  all: [
    mine,
    { field: 'stage.outcome', op: 'is', value: 'open' },
    { field: 'closeDate', op: 'within', value: { unit: 'day', from: -3650, to: 30 } },
  ],
}

function dueUpToToday(field: string): Filter {
  return { field, op: 'within', value: { unit: 'day', from: -3650, to: 0 } }
}

/** The hour decides the greeting. */
export function greetingOf(hour: number): 'morning' | 'afternoon' | 'evening' {
  if (hour >= 4 && hour < 12) return 'morning'
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening'
}
