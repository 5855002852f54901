import { parseArgs } from 'node:util'
import { losesANode } from './two-nodes.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } })
const { acknowledged, retried, movedAfterMs, broken } = await losesANode(Number(values.seconds) * 1_000)
console.log(
  `${acknowledged} acknowledged requests, ${retried} of them asked again at the other server; ${movedAfterMs === null ? 'the import had ended before' : `the import went on after ${movedAfterMs} ms`}; ${broken.length} broken promises`,
)
for (const one of broken) console.log(`   ✗ ${one}`)
if (broken.length > 0) process.exitCode = 1
