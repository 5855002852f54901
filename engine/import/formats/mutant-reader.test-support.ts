import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { parentPort, workerData } from 'node:worker_threads'
import { GuanxiError } from '../../errors.ts'
import { columnNames, detectFormat, readRows } from '../read-table.ts'
import { mutated } from './mutations.test-support.ts'

// Reads spoilt files in a thread, which can be ended when it hangs or fills its memory.

/** Without a way of spoiling, the bytes are spoilt already. */
export type Mutant = { name: string; seed: number; spoilt?: true } & (
  | { bytes: Uint8Array }
  | { path: string /** Of larger files the beginning, which is cut off as a broken transfer leaves it. */; atMost: number }
)
export type MutantOutcome = { name: string; seed: number; code: string; bug?: string; megabytes: number }

async function outcome(mutant: Mutant): Promise<MutantOutcome> {
  const { name, seed } = mutant
  const whole = Buffer.from('bytes' in mutant ? mutant.bytes : readFileSync(mutant.path).subarray(0, mutant.atMost))
  const bytes = mutant.spoilt ? whole : mutated(whole, seed)
  const open = () => Readable.from([bytes])
  const megabytes = () => process.memoryUsage().rss / 1024 / 1024
  try {
    const format = await detectFormat(open)
    await columnNames(open, format)
    for await (const rows of readRows(open, format)) if (rows.length === 0) throw new Error('An empty batch')
    return { name, seed, code: 'read', megabytes: megabytes() }
  } catch (error) {
    if (error instanceof GuanxiError) return { name, seed, code: error.code, megabytes: megabytes() }
    return { name, seed, code: 'bug', bug: error instanceof Error ? String(error.stack) : String(error), megabytes: megabytes() }
  }
}

for (const mutant of workerData as Mutant[]) parentPort?.postMessage(await outcome(mutant))
