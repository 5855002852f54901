// All that other areas may use of the customer base.
export { type Account, account } from './objects/account.ts'
export { accountContact } from './objects/account-contact.ts'
export { type Activity, activity } from './objects/activity.ts'
export { type Contact, contact } from './objects/contact.ts'

import { finishActivity } from './actions/finish-activity.ts'
import { logActivity } from './actions/log-activity.ts'
import { account } from './objects/account.ts'
import { accountContact } from './objects/account-contact.ts'
import { activity } from './objects/activity.ts'
import { contact } from './objects/contact.ts'

export const customerObjects = [account, contact, accountContact, activity]
export const customerActions = [logActivity, finishActivity]
