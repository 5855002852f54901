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

/** A few neighbours: a statement that forgot its workspace would read theirs too. */
export const neighbourAccounts: readonly number[] = [2_000, 500, 200]

export const seed = 20_261_122
export const userCount = 300
/** The manager that the lists are asked for has about this many people below. */
export const usersPerRegion = 50
