import type { ChildProcess } from 'node:child_process'
import type { Origins } from './compare.ts'
import type { Slice, SliceResult, ToRunner } from './load/runner.ts'
import type { Operation } from './operations.ts'

export type Rate = { readonly perSecond: number; readonly p50Ms: number; readonly p95Ms: number }
export type Measured = {
  readonly name: string
  readonly connections: number
  readonly ours: Rate
  readonly bare: Rate
  /** Ours over bare: of the rates, and of the 95th percentiles. */
  readonly ratio: number
  readonly p95Ratio: number
  readonly bareSql: string
}

export type Pace = { readonly slices: number; readonly seconds: number; readonly warmUpSeconds: number }

/**
 * Measures both sides in turns, so that whatever else the machine does falls on both alike, and takes the median of each side's slices.
 */
export async function measure(
  runner: ChildProcess,
  operation: Operation,
  connections: number,
  given: { origins: Origins; pace: Pace; sql: string },
): Promise<Measured> {
  const { origins, pace } = given
  for (const side of ['ours', 'bare'] as const) {
    send(runner, { set: `${operation.name} ${side}`, units: operation.units.map((unit) => unit[side]) })
  }
  const slice = async (side: 'ours' | 'bare', seconds: number): Promise<SliceResult> => {
    const result = await runSlice(runner, { origin: origins[side], set: `${operation.name} ${side}`, connections, seconds })
    if (result.failures.length > 0) throw new Error(`${operation.name}, ${side}: ${result.failures.join('\n')}`)
    return result
  }
  const results: Record<'ours' | 'bare', SliceResult[]> = { ours: [], bare: [] }
  await slice('ours', pace.warmUpSeconds)
  await slice('bare', pace.warmUpSeconds)
  for (let count = 0; count < pace.slices; count++) {
    for (const side of ['ours', 'bare'] as const) results[side].push(await slice(side, pace.seconds))
  }
  const ours = middle(results.ours)
  const bare = middle(results.bare)
  return {
    name: operation.name,
    connections,
    ours,
    bare,
    ratio: rounded(ours.perSecond / bare.perSecond, 3),
    p95Ratio: rounded(ours.p95Ms / bare.p95Ms, 2),
    bareSql: given.sql,
  }
}

export function middle(results: readonly SliceResult[]): Rate {
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  return {
    perSecond: rounded(median(results.map(({ perSecond }) => perSecond)), 1),
    p50Ms: rounded(median(results.map(({ p50Ms }) => p50Ms)), 2),
    p95Ms: rounded(median(results.map(({ p95Ms }) => p95Ms)), 2),
  }
}

export function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}

let lastSlice = 0

/** Has the runner send the requests of a set for so many seconds. */
export function runSlice(runner: ChildProcess, wanted: Omit<Slice, 'id'>): Promise<SliceResult> {
  const id = ++lastSlice
  return new Promise((resolve, reject) => {
    const hear = (result: SliceResult): void => {
      if (result.id !== id) return
      runner.off('message', hear)
      runner.off('exit', gone)
      resolve(result)
    }
    const gone = (): void => reject(new Error('The load runner ended'))
    runner.on('message', hear)
    runner.once('exit', gone)
    send(runner, { id, ...wanted })
  })
}

export function send(runner: ChildProcess, message: ToRunner): void {
  runner.send(message)
}
