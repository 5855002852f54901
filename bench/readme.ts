import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Figure, Report } from './report.ts'

type ToldFigure = { label: string; aim: string; unit?: string; meets(value: number): boolean }
type ToldFigures = Readonly<Record<string, ToldFigure>>

const atMost = (limit: number): Pick<ToldFigure, 'aim' | 'meets'> => ({
  aim: `≤ ${limit.toLocaleString('en')}`,
  meets: (value) => value <= limit,
})
const atLeast = (limit: number): Pick<ToldFigure, 'aim' | 'meets'> => ({
  aim: `≥ ${limit.toLocaleString('en')}`,
  meets: (value) => value >= limit,
})

/** What is told of each figure, and what is aimed at. */
const tableFigures: ToldFigures = {
  importRowsPerSecond: { label: 'import of CSV, rows a second', ...atLeast(3500) },
  importRatio: { label: 'import of CSV, against the same work by hand', aim: '≥ 70 %', unit: '%', meets: (value) => value >= 0.7 },
  importXlsxRowsPerSecond: { label: 'import of XLSX, rows a second', ...atLeast(2500) },
  exportRowsPerSecond: { label: 'export to CSV, rows a second', ...atLeast(40_000) },
  exportXlsxRowsPerSecond: { label: 'export to XLSX, rows a second', ...atLeast(15_000) },
  serverMemoryMb: { label: 'memory of all Node processes meanwhile, MB', ...atMost(300) },
  importXlsxMemoryMb: { label: 'the same while a workbook comes in, MB', ...atMost(450) },
}
const screenFigures: ToldFigures = {
  firstScreenKb: { label: 'script until the first rows stand, brotli KB', ...atMost(250) },
  filterToPaintMs: { label: 'from a click in the filter to the rows painted, ms', ...atMost(150) },
}
const growthFigures: ToldFigures = {
  'growth.list': { label: 'list', ...atMost(1.3) },
  'growth.get': { label: 'record with its related records', ...atMost(1.3) },
  'growth.board': { label: 'board, first cards of each lane', ...atMost(1.3) },
  'growth.search': { label: 'search with about 20 hits', ...atMost(1.3) },
  fourServersRatio: { label: 'lists from four servers on two cores, against one server', ...atLeast(1) },
  lostLiveUpdates: { label: 'changes that a page on one of four servers never heard of', ...atMost(0) },
}
const customerFigures: ToldFigures = {
  poolRehearsalSeconds: { label: 'rehearsal of a rule of return, s', ...atMost(5) },
  poolReturnSeconds: { label: 'a night that takes back 100,000, s', ...atMost(60) },
  transferSeconds: { label: 'hand-over of 10,000 with 100,000 related records, s', ...atMost(60) },
  transferUndoSeconds: { label: 'the same taken back, s', ...atMost(60) },
  transferListRatio: { label: 'the list meanwhile, times its usual median', ...atMost(1.5) },
  duplicateSweepSeconds: { label: 'search through all for duplicates, s', ...atMost(300) },
  duplicateRecall: { label: 'short names of listed companies that find theirs', aim: '≥ 95 %', unit: '%', meets: (value) => value >= 0.95 },
  duplicatePrecision: { label: 'of what they find, what is right', aim: '≥ 98 %', unit: '%', meets: (value) => value >= 0.98 },
}
const parts = [
  { mark: 'bench tables', heading: '200,000 customers of 15 columns', figures: tableFigures },
  { mark: 'bench screen', heading: 'a list of 1,000,000 customers in Chromium', figures: screenFigures },
  { mark: 'bench customers', heading: 'work on 1,000,000 customers', figures: customerFigures },
  { mark: 'bench growth', heading: 'median answer at 1,000,000 over that at 100,000', figures: growthFigures },
]

const operationNames: Readonly<Record<string, string>> = {
  list: 'list, filtered, sorted, scope "team and below"',
  get: 'record with its related records',
  board: 'board, first cards of each lane',
  laneSums: 'sums per lane',
  search: 'search',
  frequent: 'search for what thousands of names hold',
  totals: 'totals under a list',
  create: 'create',
  update: 'update',
}

/** The parts of the README that tell what was measured. */
export async function writeReadme(report: Report): Promise<void> {
  const path = join(import.meta.dirname, '..', 'README.md')
  let text = await readFile(path, 'utf8')
  const put = (mark: string, lines: readonly string[]): void => {
    const [from, until] = [text.indexOf(`<!-- ${mark} -->`), text.indexOf(`<!-- /${mark} -->`)]
    if (from >= 0 && until > from) text = `${text.slice(0, from)}<!-- ${mark} -->\n${lines.join('\n')}\n${text.slice(until)}`
  }
  if (report.operations.length > 0) put('bench', operationsTable(report))
  for (const { mark, heading, figures } of parts) {
    const lines = figureLines(report.figures, figures)
    if (lines.length > 0) put(mark, [`| ${heading} | measured | aim |`, '|---|---|---|', ...lines])
  }
  await writeFile(path, text)
}

function figureLines(found: readonly Figure[], told: ToldFigures): string[] {
  return Object.entries(told).flatMap(([name, { label, aim, unit, meets }]) => {
    const value = found.find((figure) => figure.name === name)?.value
    if (value === undefined) return []
    const shown = unit === '%' ? `${Math.round(value * 100)} %` : value.toLocaleString('en')
    return [`| ${label} | ${shown} | ${aim} ${meets(value) ? '✓' : '✗'} |`]
  })
}

function operationsTable({ rows, operations }: Report): string[] {
  const held = Object.entries(rows).map(([object, count]) => `${count.toLocaleString('en')} × ${object}`)
  const whole = (value: number): string => Math.round(value).toLocaleString('en')
  const order = Object.keys(operationNames)
  const sorted = operations.toSorted(
    (one, other) => order.indexOf(one.name) - order.indexOf(other.name) || one.connections - other.connections,
  )
  return [
    `${held.join(', ')}; two cores. Both sides give the equal answer; bare stores and reads the record alone, ours also keeps rights, history, search and undo.`,
    '',
    '| operation | connections | ours /s | bare /s | ratio | p50 ms | p95 × |',
    '|---|---|---|---|---|---|---|',
    ...sorted.map(
      ({ name, connections, ours, bare, ratio, p95Ratio }) =>
        `| ${operationNames[name] ?? name} | ${connections} | ${whole(ours.perSecond)} | ${whole(bare.perSecond)} | ${Math.round(ratio * 100)} % | ${ours.p50Ms.toFixed(1)} | ${p95Ratio.toFixed(2)} |`,
    ),
  ]
}
