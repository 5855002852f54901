// All that other areas may use of the platform.
export { choiceLists } from './base-data/choice-lists.ts'
export { holidaysOfChina } from './holidays.ts'
export { importKnowledge } from './import-systems/index.ts'
export { exchangeRate } from './objects/exchange-rate.ts'
export { file } from './objects/file.ts'
export { savedView } from './objects/saved-view.ts'
export { tag } from './objects/tag.ts'
export { englishRegionName } from './region-english.ts'
export { type Region, regionNames, regionPaths, regions, shortRegionName } from './regions.ts'
export { seedActivityTemplates, seedChoices, seedHolidays, seedRoles, seedTextTemplates } from './seed.ts'

import { addHolidays } from './actions/add-holidays.ts'
import { importHolidays } from './actions/import-holidays.ts'
import { platformErrors } from './messages/errors.ts'
import { exchangeRate } from './objects/exchange-rate.ts'
import { file } from './objects/file.ts'
import { holiday } from './objects/holiday.ts'
import { savedView } from './objects/saved-view.ts'
import { tag } from './objects/tag.ts'
import { textTemplate } from './objects/text-template.ts'

export const platformObjects = [tag, file, savedView, textTemplate, exchangeRate, holiday]
export const platformActions = [addHolidays, importHolidays]
export const platformMessages = [platformErrors]
