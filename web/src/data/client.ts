import { createClient } from '../../../client/index.ts'
import { currentLanguage } from '../text/language.ts'

/** The one client of the web app: same origin, session cookie, messages in the language that is shown. */
export const client = createClient({ language: currentLanguage })

export { isProblem, ProblemError } from '../../../client/index.ts'
export type * from '../../../client/types.ts'
