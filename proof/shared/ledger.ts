/** What the servers acknowledged, and so have to know for ever. */
export type Ledger = {
  /** By name: asked for at all, and, once it was acknowledged, its id. */
  readonly accounts: Map<string, { id: string | null }>
  /** By account: the values that were acknowledged, in their order. Only one client edits a record. */
  readonly edits: Map<string, string[]>
  readonly activities: Map<string, { id: string | null }>
  readonly files: Map<string, string>
  readonly imports: Map<string, { prefix: string; rows: number }>
  /** Changes of many records, and how many they were to find; null where others may have come in between. */
  readonly bulks: Map<string, { expected: number }>
  readonly exports: Set<string>
  acknowledged: number
}

export function emptyLedger(): Ledger {
  return {
    accounts: new Map(),
    edits: new Map(),
    activities: new Map(),
    files: new Map(),
    imports: new Map(),
    bulks: new Map(),
    exports: new Set(),
    acknowledged: 0,
  }
}
