import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Measured } from './measure.ts'
import { writeReadme } from './readme.ts'

export type Figure = { readonly name: string; readonly value: number; readonly unit: string }
export type Report = {
  readonly commit: string
  readonly rows: Readonly<Record<string, number>>
  readonly operations: readonly Measured[]
  readonly figures: readonly Figure[]
}

/** What reads every record that fits is asked for a second time, after the rows stand. */
const wholeSetTarget = { ratio: 0.6, p95: 2 }
/** What is aimed at: the least share of the bare rate, and how many times the bare 95th percentile at most. */
const targets: Readonly<Record<string, { ratio: number; p95: number }>> = {
  laneSums: wholeSetTarget,
  totals: wholeSetTarget,
  frequent: wholeSetTarget,
  create: { ratio: 0.3, p95: 3 },
  update: { ratio: 0.35, p95: 3 },
}
const readTarget = { ratio: 0.65, p95: 2 }

const headings = ['operation', 'conn.', 'ours/s', 'p50 ms', 'p95 ms', 'bare/s', 'p50 ms', 'p95 ms', 'ratio', 'aim', 'p95 ×', 'aim']

export function printReport({ operations, figures }: Pick<Report, 'operations' | 'figures'>): void {
  const lines = operations.map(({ name, connections, ours, bare, ratio, p95Ratio }) => {
    const target = targets[name] ?? readTarget
    return [
      name,
      String(connections),
      ...[ours, bare].flatMap((rate) => [rate.perSecond.toFixed(0), rate.p50Ms.toFixed(2), rate.p95Ms.toFixed(2)]),
      `${(ratio * 100).toFixed(0)} %`,
      `≥ ${target.ratio * 100} % ${ratio >= target.ratio ? '✓' : '✗'}`,
      p95Ratio.toFixed(2),
      `≤ ${target.p95} ${p95Ratio <= target.p95 ? '✓' : '✗'}`,
    ]
  })
  const rows = [headings, ...lines]
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of rows)
    console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
  for (const { name, value, unit } of figures) console.log(`${name}: ${value} ${unit}`)
}

/** Keeps the report, and what earlier runs found of what this one did not measure. */
export async function writeReport(report: Report): Promise<void> {
  const path = join(import.meta.dirname, 'latest.json')
  const earlier = JSON.parse(await readFile(path, 'utf8').catch(() => '{}')) as Partial<Report>
  const isNew = <T>(measured: readonly T[], one: T, key: (one: T) => string) => !measured.some((other) => key(other) === key(one))
  const merged: Report = {
    commit: report.commit,
    rows: Object.keys(report.rows).length > 0 ? report.rows : (earlier.rows ?? {}),
    operations: [
      ...(earlier.operations ?? []).filter((one) => isNew(report.operations, one, ({ name, connections }) => `${name} ${connections}`)),
      ...report.operations,
    ],
    figures: [...(earlier.figures ?? []).filter((one) => isNew(report.figures, one, ({ name }) => name)), ...report.figures],
  }
  await writeFile(path, `${JSON.stringify(merged, null, 2)}\n`)
  await writeReadme(merged)
}
