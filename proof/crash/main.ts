import { parseArgs } from 'node:util'
import { crashRounds } from './rounds.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seed: { type: 'string' },
    doctor: { type: 'string', default: '1' },
    output: { type: 'boolean' },
  },
})
const seed = Number(values.seed ?? Math.floor(performance.timeOrigin) % 100_000)
console.log(`seed ${seed}: npm run crash -- --rounds ${values.rounds} --seed ${seed}`)
const report = await crashRounds({ rounds: Number(values.rounds), seed, everyDoctor: Number(values.doctor) }, (round) => {
  const { number, victim, afterMs, backAfterMs, acknowledged, broken } = round
  console.log(`${number}. ${victim} killed after ${afterMs} ms, answers again after ${backAfterMs} ms, ${acknowledged} acknowledged`)
  for (const one of broken) console.log(`   ✗ ${one}`)
})
if (values.output) console.log(report.output)
const broken = report.rounds.flatMap((round) => round.broken)
const acknowledged = report.rounds.reduce((sum, round) => sum + round.acknowledged, 0)
console.log(
  `${report.rounds.length} rounds, ${acknowledged} acknowledged requests, ${report.retried} of them asked again, ${report.records} records: ${broken.length} broken promises`,
)
if (broken.length > 0) process.exitCode = 1
