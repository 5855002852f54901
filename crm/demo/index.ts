// All that others may use of the demo company.
export { type DemoOptions, fillDemo } from './fill.ts'
