import { parseArgs } from 'node:util'
import { startTestPostgres } from '../../testing/postgres.ts'
import { runFuzz } from './run.ts'

// `npm run fuzz -- --requests 20000 --seed 7`: bad input of every kind to every route.

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '5000' },
    seed: { type: 'string' },
    only: { type: 'string' },
    most: { type: 'string', default: '40' },
  },
})
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
const only = values.only === undefined ? null : Number(values.only)
const began = performance.now()
const { server, stop } = await startTestPostgres()
try {
  const until = only === null ? Number(values.requests) : only + 1
  const { requests, findings, statuses } = await runFuzz({ server, seed, until, ...(only === null ? {} : { from: only }) })
  for (const { operation, request, words } of findings.slice(0, Number(values.most)))
    console.log(`FAULT  ${words}\n       ${request}\n       again: npm run fuzz -- --seed ${seed} --only ${operation}`)
  const counts = [...statuses].toSorted(([one], [other]) => one - other).map(([status, count]) => `${status}: ${count}`)
  console.log(
    `${requests} requests in ${((performance.now() - began) / 1000).toFixed(0)} s (seed ${seed}); ${counts.join(', ')}; ${findings.length} faults`,
  )
  process.exitCode = findings.length === 0 ? 0 : 1
} finally {
  await stop()
}
