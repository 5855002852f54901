/** When work took place that is ticked off now: when it was planned, but never in the future, or the customer would count as touched then. */
export function finishedAt({ occurAt }: { occurAt?: string | null | undefined }, now: string): string {
  return occurAt && occurAt < now ? occurAt : now
}
