import { setTimeout as pause } from 'node:timers/promises'
import { randomFrom } from '../../bench/data/random.ts'
import { createCaller, setUp } from '../shared/caller.ts'
import { deepFindings } from '../shared/doctor.ts'
import { install } from '../shared/installation.ts'
import { emptyLedger } from '../shared/ledger.ts'
import { startLoad } from '../shared/load.ts'
import { brokenPromises } from '../shared/verify.ts'

export type Victim = 'server' | 'database' | 'both'
export type Round = { number: number; victim: Victim; afterMs: number; backAfterMs: number; acknowledged: number; broken: string[] }
export type CrashReport = { seed: number; rounds: Round[]; retried: number; records: number; output: string }

const clients = 6
const allVictims: readonly Victim[] = ['server', 'database', 'both']

/**
 * Lets several clients work on a whole server and kills the server, its PostgreSQL or both at a moment that the seed says; starts again what does not start
 * itself; and compares what the clients were told with what is there. Rounds follow one another on the same data.
 */
export async function crashRounds(
  { rounds, seed, everyDoctor = 1, victims }: { rounds: number; seed: number; everyDoctor?: number; victims?: readonly Victim[] },
  tell: (round: Round) => void = () => undefined,
): Promise<CrashReport> {
  const installation = await install()
  try {
    await installation.start(1)
    const first = createCaller(installation.addresses)
    await setUp(first)
    const ledger = emptyLedger()
    const random = randomFrom(seed)
    const report: CrashReport = { seed, rounds: [], retried: 0, records: 0, output: '' }
    for (let number = 1; number <= rounds; number++) {
      const callers = Array.from({ length: clients }, () => createCaller(installation.addresses, first.cookie()))
      const before = ledger.acknowledged
      const load = startLoad(callers, ledger, seed * 1_000 + number)
      const [victim, afterMs] = [victims?.[number - 1] ?? random.pick(allVictims), random.between(300, 3_000)]
      await pause(afterMs)
      const killedAt = performance.now()
      if (victim !== 'server') await installation.killDatabase()
      if (victim !== 'database') {
        await installation.killServer(1)
        await installation.start(1)
      }
      await first.call('GET', '/me')
      const backAfterMs = Math.round(performance.now() - killedAt)
      // Some more work behind the crash: what it left must not be in the way.
      await pause(500)
      await load.stop()
      const broken = await brokenPromises(installation, first, ledger)
      if (number % everyDoctor === 0 || number === rounds) broken.push(...(await deepFindings(installation)))
      const round = { number, victim, afterMs, backAfterMs, acknowledged: ledger.acknowledged - before, broken }
      report.rounds.push(round)
      report.retried += callers.reduce((sum, caller) => sum + caller.retried(), 0)
      tell(round)
      if (broken.length > 0) break
    }
    report.records = ledger.accounts.size + ledger.activities.size + ledger.files.size
    report.output = installation.output()
    return report
  } catch (error) {
    throw new Error(`Seed ${seed}: the proof broke off. The servers said:\n${installation.output()}`, { cause: error })
  } finally {
    await installation.close()
  }
}
