// All that other areas may use of sales.
export { type Lead, lead } from './objects/lead.ts'
export { type Opportunity, opportunity } from './objects/opportunity.ts'
export { pipeline, stage } from './objects/pipeline.ts'
export { product, productCategory } from './objects/product.ts'
export { seedPipelines } from './seed.ts'

import { changePipeline } from './actions/change-pipeline.ts'
import { changeStage } from './actions/change-stage.ts'
import { salesErrors } from './messages/errors.ts'
import { lead } from './objects/lead.ts'
import { opportunity } from './objects/opportunity.ts'
import { pipeline, stage } from './objects/pipeline.ts'
import { product, productCategory } from './objects/product.ts'

export const salesObjects = [lead, pipeline, stage, opportunity, productCategory, product]
export const salesActions = [changeStage, changePipeline]
export const salesMessages = [salesErrors]
