/**
 * Why somebody is told: they were named; a record was handed to them; what they wrote was answered; a record that they follow changed; work of
 * theirs falls due or is late; work in the background ended; what they hold is about to go back to a pool; somebody entered what somebody else holds, or a manager decided it.
 */
export const notificationKinds = ['mentioned', 'assigned', 'answered', 'changed', 'due', 'overdue', 'job', 'returning', 'clash'] as const
export type NotificationKind = (typeof notificationKinds)[number]

export type Place = { readonly object: string; readonly id: string }

/** One thing to tell one person. `source` is the same whenever it is made from the same cause, so that it is told once. */
export type Notice = {
  readonly principalId: string
  readonly kind: NotificationKind
  readonly at: string
  readonly record: Place | null
  readonly about: Place | null
  readonly actorId: string | null
  readonly source: string
  readonly details: Readonly<Record<string, unknown>>
  /** Whoever is named somewhere follows it from then on. */
  readonly follow?: Place | null
}

/** Kinds that somebody has switched off in their settings. */
export function switchedOff(settings: unknown): ReadonlySet<string> {
  const chosen = (settings as { notifications?: unknown } | null)?.notifications
  if (typeof chosen !== 'object' || chosen === null) return new Set()
  return new Set(Object.entries(chosen).flatMap(([kind, isOn]) => (isOn === false ? [kind] : [])))
}
