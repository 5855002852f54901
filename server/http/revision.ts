import { RequestError } from './problems.ts'

/** The revision that a writer was looking at: from If-Match, or from the body. */
export function revisionGiven(ifMatch: string | undefined, body: unknown): number | undefined {
  if (ifMatch !== undefined && ifMatch !== '*') {
    const revision = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim())?.[1]
    if (revision === undefined) throw new RequestError(412, 'malformed_if_match')
    return Number(revision)
  }
  return typeof body === 'number' ? body : undefined
}
