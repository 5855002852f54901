import { parseArgs } from 'node:util'
import { startTestPostgres } from '../../testing/postgres.ts'
import { runWorld, shortest } from './run.ts'

// `npm run leak -- --operations 100000 --seed 7`: who may see what, tried by chance against a second opinion.

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '5000' },
    seed: { type: 'string' },
    world: { type: 'string', default: '1500' },
    only: { type: 'string' },
    focus: { type: 'string' },
    most: { type: 'string', default: '5' },
    'no-shrink': { type: 'boolean', default: false },
  },
})

const wanted = Number(values.operations)
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
const perWorld = Number(values.world)
const began = performance.now()
const { server, stop } = await startTestPostgres()
let failed = 0
try {
  let done = 0
  let questions = 0
  for (let world = seed; done < wanted && failed < Number(values.most); world += 1) {
    const only = values.only === undefined ? null : Number(values.only)
    const until = only === null ? Math.min(perWorld, wanted - done) : only + 1
    const run = await runWorld({
      server,
      seed: world,
      until,
      stopAtFirst: true,
      ...(values.focus === undefined ? {} : { focus: values.focus.split(',') }),
      ...(only === null ? {} : { from: only }),
    })
    done += only === null ? Math.max(run.operations, 1) : wanted
    questions += run.questions
    failed += run.findings.length
    for (const { operation, name, asker, question, words } of run.findings)
      console.log(`LEAK  seed ${world}, operation ${operation} (${name}) by ${asker}\n      ${question}\n      ${words}`)
    const [first] = run.findings
    if (first && !values['no-shrink']) console.log(`      again: npm run leak -- ${await shortest(server, first)}`)
    console.log(`${done} operations, ${questions} answers judged, seed ${world}, ${((performance.now() - began) / 1000).toFixed(0)} s`)
  }
  console.log(failed === 0 ? `No leak found (seeds ${seed} and on).` : `${failed} findings.`)
} finally {
  await stop()
}
process.exitCode = failed === 0 ? 0 : 1
