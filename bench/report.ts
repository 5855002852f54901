import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Measured } from './measure.ts'

export type Figure = { readonly name: string; readonly value: number; readonly unit: string }
export type Report = {
  readonly commit: string
  readonly rows: Readonly<Record<string, number>>
  readonly operations: readonly Measured[]
  readonly figures: readonly Figure[]
}

/** What is aimed at: the least share of the bare rate, and how many times the bare 95th percentile at most. */
const targets: Readonly<Record<string, { ratio: number; p95: number }>> = {
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
  await writeFigures(merged.figures)
}

/** What is aimed at in taking files in and writing them out, and the words for it. */
const tableFigures: Readonly<Record<string, { label: string; aim: string; meets(value: number): boolean }>> = {
  importRowsPerSecond: { label: 'import of CSV, rows a second', aim: '≥ 3,500', meets: (value) => value >= 3500 },
  importRatio: { label: 'import of CSV, against the same work by hand', aim: '≥ 70 %', meets: (value) => value >= 0.7 },
  importXlsxRowsPerSecond: { label: 'import of XLSX, rows a second', aim: '≥ 2,500', meets: (value) => value >= 2500 },
  exportRowsPerSecond: { label: 'export to CSV, rows a second', aim: '≥ 40,000', meets: (value) => value >= 40_000 },
  exportXlsxRowsPerSecond: { label: 'export to XLSX, rows a second', aim: '≥ 15,000', meets: (value) => value >= 15_000 },
  serverMemoryMb: { label: 'memory of all Node processes meanwhile, MB', aim: '≤ 300', meets: (value) => value <= 300 },
  importXlsxMemoryMb: { label: 'the same while a workbook comes in, MB', aim: '≤ 450', meets: (value) => value <= 450 },
}
const screenFigures: typeof tableFigures = {
  firstScreenKb: { label: 'script until the first rows stand, brotli KB', aim: '≤ 250', meets: (value) => value <= 250 },
  filterToPaintMs: { label: 'from a click in the filter to the rows painted, ms', aim: '≤ 150', meets: (value) => value <= 150 },
}
const parts = [
  { mark: 'bench tables', heading: '200,000 customers of 15 columns', figures: tableFigures },
  { mark: 'bench screen', heading: 'a list of 1,000,000 customers in Chromium', figures: screenFigures },
]

/** The parts of the README that tell of files and of the list on the screen. */
async function writeFigures(found: readonly Figure[]): Promise<void> {
  const path = join(import.meta.dirname, '..', 'README.md')
  let text = await readFile(path, 'utf8')
  for (const { mark, heading, figures } of parts) {
    const lines = found.flatMap(({ name, value }) => {
      const told = figures[name]
      if (!told) return []
      const shown = name === 'importRatio' ? `${Math.round(value * 100)} %` : value.toLocaleString('en')
      return [`| ${told.label} | ${shown} | ${told.aim} ${told.meets(value) ? '✓' : '✗'} |`]
    })
    const [from, until] = [text.indexOf(`<!-- ${mark} -->`), text.indexOf(`<!-- /${mark} -->`)]
    if (from < 0 || until < from || lines.length === 0) continue
    const table = [`| ${heading} | measured | aim |`, '|---|---|---|', ...lines].join('\n')
    text = `${text.slice(0, from)}<!-- ${mark} -->\n${table}\n${text.slice(until)}`
  }
  await writeFile(path, text)
}
