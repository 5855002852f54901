import { createClient } from '../../../client/index.ts'
import { currentLanguage } from '../text/language.ts'

/** The one client of the web app: same origin, session cookie, messages in the language that is shown. */
export const client = createClient({ language: currentLanguage, workspace: () => shown?.workspace, principal: () => shown?.principal })

let shown: { workspace: string; principal: string } | undefined

/** Whatever is asked from now on is meant for this workspace, and asked by this person. */
export function showing(place: { workspace: string; principal: string }): void {
  shown = place
}

export { isProblem, mentionParts, ProblemError, readableMentions, storedMentions } from '../../../client/index.ts'
export type * from '../../../client/types.ts'
