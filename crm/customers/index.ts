// All that other areas may use of the customer base.
export { type Account, account } from './objects/account.ts'
export { accountContact } from './objects/account-contact.ts'
export { type Activity, activity } from './objects/activity.ts'
export { type Contact, contact } from './objects/contact.ts'
export { lastTouch, openWork } from './rules/work-figures.ts'

import { changeTimes } from './actions/change-times.ts'
import { checkIn } from './actions/check-in.ts'
import { checkOut } from './actions/check-out.ts'
import { finishActivity } from './actions/finish-activity.ts'
import { logActivity } from './actions/log-activity.ts'
import { placeCustomer } from './actions/place-customer.ts'
import { removeTimes } from './actions/remove-times.ts'
import { customerErrors } from './messages/errors.ts'
import { account } from './objects/account.ts'
import { accountContact } from './objects/account-contact.ts'
import { activity } from './objects/activity.ts'
import { activityTemplate } from './objects/activity-template.ts'
import { contact } from './objects/contact.ts'
import { visitPolicy } from './objects/visit-policy.ts'

export const customerActions = [logActivity, finishActivity, changeTimes, removeTimes, checkIn, checkOut, placeCustomer]
export const customerObjects = [account, contact, accountContact, activity, visitPolicy, activityTemplate]
export const customerMessages = [customerErrors]
