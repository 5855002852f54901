/** What the customers of a demo company are drawn from: kept with the work that makes them, so that it comes out the same whenever it goes on. */
export type DemoCompany = {
  readonly accounts: number
  readonly seed: number
  /** The present, in milliseconds: everything lies in the two years before it. */
  readonly now: number
  /** Reserved for this company: numbers begin here. */
  readonly firstNumbers: { readonly account: number; readonly opportunity: number }
  readonly owners: readonly string[]
  readonly products: readonly string[]
  readonly tags: readonly string[]
  readonly pipeline: string
  readonly stages: readonly string[]
  /** `rich`: every customer has people, opportunities and touches, as a team of eight keeps them. `sparse`: the long list of a large company. */
  readonly density: 'rich' | 'sparse'
}

/** Companies up to this size are rich, and written down the write path; larger ones are loaded. */
export const mostRich = 5000
/** An account takes up so many numbers of opportunities at most. */
export const mostOpportunities = 3

export const day = 86_400_000
export const historyDays = 730
/** A company larger than a team of eight gets a salesperson for so many customers. */
export const accountsPerOwner = 2000
export const mostOwners = 300
