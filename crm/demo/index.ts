// All that others may use of the demo company.
export { mostRich } from './company.ts'
export { demoJob } from './job.ts'
export { abandonLoad, brokenOffLoad, type LoadStage, loadDemo, loadKind } from './load.ts'
export type { DemoRequest } from './organise.ts'
