/** When an activity reached its customer: only what was done counts, a task or a note to oneself does not. */
export function touchedAt(activity: Readonly<Record<string, unknown>>): string | null {
  const reached = activity.status === 'done' && activity.type !== 'task'
  return reached && typeof activity.occurAt === 'string' ? activity.occurAt : null
}
