// All that other areas may use of the customer base.

export { assignWaiting, watchUnassigned } from './assignment/waiting.ts'
export { companyNameKey, companyNameParts } from './duplicates/company-name.ts'
export { companyNameLikeness } from './duplicates/name-likeness.ts'
export { type RelationGraph, relationGraph } from './graph/relation-graph.ts'
export { followFirstDeals } from './jobs/follow-first-deal.ts'
export { scoreHealthDaily, watchHealth } from './jobs/health-watch.ts'
export { type Account, account } from './objects/account.ts'
export { accountContact } from './objects/account-contact.ts'
export { type Activity, activity } from './objects/activity.ts'
export { consent } from './objects/consent.ts'
export { type Contact, contact } from './objects/contact.ts'
export { type OwnPoolView, poolsOf, type ReturnMark, returnMarks } from './pools/own-pools.ts'
export { type Rehearsal, type RehearsalRequest, rehearse } from './pools/rehearsal.ts'
export { type PoolRun, poolRuns, undoPoolRun } from './pools/runs.ts'
export { type CalendarActivity, calendarText } from './rules/calendar-text.ts'
export { mayContact } from './rules/may-contact.ts'
export { lastTouch, openWork } from './rules/work-figures.ts'
export { seedRelationKinds } from './seed.ts'

import { changeLifecycle } from './actions/change-lifecycle.ts'
import { changeTimes } from './actions/change-times.ts'
import { checkIn } from './actions/check-in.ts'
import { checkOut } from './actions/check-out.ts'
import { explainHealth } from './actions/explain-health.ts'
import { finishActivity } from './actions/finish-activity.ts'
import { logActivity } from './actions/log-activity.ts'
import { placeCustomer } from './actions/place-customer.ts'
import { rehearseHealth } from './actions/rehearse-health.ts'
import { removeTimes } from './actions/remove-times.ts'
import { setHealthRules } from './actions/set-health-rules.ts'
import { assignmentActions } from './assignment/actions.ts'
import { assignByRules } from './assignment/assign-job.ts'
import { assignmentMessages } from './assignment/messages.ts'
import { scoreHealthJob } from './jobs/score-health.ts'
import { customerErrors } from './messages/errors.ts'
import { absence } from './objects/absence.ts'
import { account } from './objects/account.ts'
import { accountAddress } from './objects/account-address.ts'
import { accountContact } from './objects/account-contact.ts'
import { activity } from './objects/activity.ts'
import { activityTemplate } from './objects/activity-template.ts'
import { assignmentRule } from './objects/assignment-rule.ts'
import { consent, consentText } from './objects/consent.ts'
import { contact } from './objects/contact.ts'
import { customerNeed } from './objects/customer-need.ts'
import { externalFact } from './objects/external-fact.ts'
import { healthRule } from './objects/health-rule.ts'
import { relation, relationKind } from './objects/relation.ts'
import { visitPolicy } from './objects/visit-policy.ts'
import { poolActions } from './pools/actions.ts'
import { poolMessages } from './pools/messages.ts'
import { poolRule } from './pools/pool-rule.ts'
import { poolReturn } from './pools/return-job.ts'

export const customerObjects = [
  account,
  contact,
  accountContact,
  activity,
  visitPolicy,
  activityTemplate,
  customerNeed,
  relation,
  relationKind,
  accountAddress,
  externalFact,
  consent,
  consentText,
  healthRule,
  poolRule,
  assignmentRule,
  absence,
]
export const customerJobs = [scoreHealthJob, poolReturn, assignByRules]
export const customerActions = [
  logActivity,
  finishActivity,
  changeTimes,
  removeTimes,
  checkIn,
  checkOut,
  placeCustomer,
  changeLifecycle,
  explainHealth,
  rehearseHealth,
  setHealthRules,
  ...poolActions,
  ...assignmentActions,
]
export const customerMessages = [customerErrors, poolMessages, assignmentMessages]
