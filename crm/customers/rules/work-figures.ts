import type { RollUp } from '../../../engine/index.ts'

// What records keep of the work that is about them: `by` is the reference of an activity that points at them.

/** When the customer was last reached: only what was done counts, a task or a note to oneself that stands as a task does not. */
export function lastTouch(by: string): RollUp {
  return { of: 'activity', by, take: 'max', field: 'occurAt', where: { status: ['done'], type: { not: ['task'] } } }
}

/** Work that is planned and not yet done. */
export function openWork(by: string): RollUp {
  return { of: 'activity', by, take: 'count', where: { status: ['planned'] } }
}

/** The first deadline of planned work: overdue is what lies before now. */
export function earliestDue(by: string): RollUp {
  return { of: 'activity', by, take: 'min', field: 'dueAt', where: { status: ['planned'] } }
}
