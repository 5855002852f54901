import type { Clock } from '../clock.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database.ts'
import type { Label } from '../declare/label.ts'
import type { Registry } from '../declare/registry.ts'
import type { Sql } from '../sql.ts'

/** Something that does not agree with the records. With `fix` it follows from them and can be made anew; without, a person has to look. */
export type Disagreement = {
  readonly workspaceId: string | null
  readonly object: string | null
  readonly recordId: string | null
  readonly what: Label
  readonly fix?: Sql | (() => Promise<void>)
}

export type AgreementParts = {
  /** Connections of the owner: words of search are read, and every workspace is seen. */
  readonly database: Database
  readonly registry: Registry
  readonly clock: Clock
  readonly systemContext: (workspaceId: string) => Promise<Context>
  readonly files: StoredFiles
  /** The kinds of work that the queue is told of. */
  readonly jobs: Iterable<string>
  /** Reads the records of this workspace alone. */
  readonly onlyWorkspace?: string
}

/** What stands in the storage of files. */
export type StoredFiles = {
  size(workspaceId: string, hash: string): Promise<number | null>
  open(workspaceId: string, hash: string): Promise<AsyncIterable<Uint8Array> | null>
  list(): AsyncIterable<readonly { workspaceId: string; hash: string; since: Date }[]>
  remove(workspaceId: string, hash: string): Promise<void>
}

export type AgreementCheck = {
  readonly key: string
  readonly label: Label
  /** What differs, page by page. With `repair` what follows from the records has been made anew where it says so. */
  run(parts: AgreementParts, repair: boolean): AsyncIterable<readonly Found[]>
}

export type Found = Disagreement & { readonly repaired: boolean }

/** Statements that look at all workspaces name none; the session has one all the same. */
export const noWorkspace = '00000000-0000-7000-8000-000000000000'

/** Makes right what can be made right, one thing after the other. */
export async function repaired(
  { database }: AgreementParts,
  disagreements: readonly Disagreement[],
  repair: boolean,
): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const one of disagreements) {
    const fixing = repair && one.fix !== undefined
    if (fixing) {
      if (typeof one.fix === 'function') await one.fix()
      else await database.query(one.workspaceId ?? noWorkspace, one.fix)
    }
    found.push({ ...one, repaired: fixing })
  }
  return found
}
