import type { Context } from '../engine/index.ts'
import { customerActions, customerJobs, customerMessages, customerObjects, seedRelationKinds } from './customers/index.ts'

export { assignWaiting, poolRuns, poolsOf, rehearse, relationGraph, returnMarks, undoPoolRun, watchUnassigned } from './customers/index.ts'

import {
  choiceLists,
  englishRegionName,
  importKnowledge,
  platformActions,
  platformMessages,
  platformObjects,
  regionNames,
  regionPaths,
  regions,
  seedActivityTemplates,
  seedChoices,
  seedHolidays,
  seedRoles,
  seedTextTemplates,
} from './platform/index.ts'
import { salesActions, salesMessages, salesObjects, seedPipelines } from './sales/index.ts'

export { type CalendarActivity, calendarText, followFirstDeals, scoreHealthDaily, watchHealth } from './customers/index.ts'
export { type FirstStep, firstSteps } from './first-steps.ts'

// What a CRM is, put together: the server opens the engine with this and knows no more.
export const crmObjects = [...platformObjects, ...customerObjects, ...salesObjects]
export const crmActions = [...platformActions, ...customerActions, ...salesActions]
export const crmJobs = [...customerJobs]
export const crmMessages = [...platformMessages, ...customerMessages, ...salesMessages]
export { choiceLists, englishRegionName, importKnowledge, regionNames, regionPaths, regions }

/** The business areas, in the order of the navigation. */
export const areas = [
  { key: 'customers', label: { zh: '客户', en: 'Customers' }, icon: 'building-2' },
  { key: 'sales', label: { zh: '销售', en: 'Sales' }, icon: 'chart-no-axes-gantt' },
  { key: 'platform', label: { zh: '设置', en: 'Settings' }, icon: 'settings' },
] as const

/** Fills a new workspace with base data, roles and a pipeline. */
export async function seedWorkspace(context: Context, fresh: () => Promise<Context>): Promise<void> {
  await seedChoices(context)
  // Pipelines use choices that were just made, so the model is read anew.
  const next = await fresh()
  await seedRoles(next)
  await seedTextTemplates(next)
  await seedHolidays(next)
  await seedActivityTemplates(next)
  await seedPipelines(next)
  await seedRelationKinds(next)
}
