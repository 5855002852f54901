/** How much one workspace holds. What belongs to an account is drawn for it, so that the other figures come out close to these. */
export type Scale = {
  readonly accounts: number
  readonly activitiesEach: number
  readonly opportunitiesEach: number
  readonly contactsEach: number
}

const perAccount = { activitiesEach: 3, opportunitiesEach: 1, contactsEach: 0.5 }

export const scales = {
  small: { accounts: 100_000, ...perAccount },
  full: { accounts: 1_000_000, ...perAccount },
} as const satisfies Record<string, Scale>

/** Neighbours: a statement that forgot its workspace would read theirs too. Beside a million stand forty-nine. */
export function neighbourAccounts({ accounts }: Scale): readonly number[] {
  const few = [2_000, 500, 200]
  return accounts < scales.full.accounts ? few : Array.from({ length: 48 }, (_, index) => few[index % few.length] ?? 0)
}

/** One more neighbour beside a million, with a tenth of it: growth is measured from there. */
export function smallerScale(scale: Scale): Scale | null {
  return scale.accounts < scales.full.accounts ? null : scales.small
}

export const seed = 20_261_122
export const userCount = 300
/** The manager that the lists are asked for has about this many people below. */
export const usersPerRegion = 50
