export type StageToMatch = { readonly id: string; readonly name: string; readonly outcome: string; readonly probability: number }

/**
 * The stage of another pipeline that says most nearly the same: closed stays closed in the same way; of the open ones the one of the same name, else the
 * nearest in probability, the earlier of two.
 */
export function matchingStage<S extends StageToMatch>(from: StageToMatch, candidates: readonly S[]): S | undefined {
  const same = candidates.filter(({ outcome }) => outcome === from.outcome)
  const named = same.find(({ name }) => name === from.name)
  if (named) return named
  const distance = (stage: StageToMatch): number => Math.abs(stage.probability - from.probability)
  return same.toSorted((one, other) => distance(one) - distance(other) || one.probability - other.probability)[0]
}
