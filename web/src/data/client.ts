import { createClient } from '../../../client/index.ts'
import { currentLanguage } from '../text/language.ts'

/** The one client of the web app: same origin, session cookie, messages in the language that is shown. */
export const client = createClient({ language: currentLanguage, workspace: () => shownWorkspace })

let shownWorkspace: string | undefined

/** Whatever is asked from now on is meant for this workspace; undefined while none is shown. */
export function showingWorkspace(id: string | undefined): void {
  shownWorkspace = id
}

export { isProblem, mentionParts, ProblemError, readableMentions, storedMentions } from '../../../client/index.ts'
export type * from '../../../client/types.ts'
