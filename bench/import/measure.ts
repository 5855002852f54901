import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joinEmbedded } from '../../server/database/embedded.ts'
import { type ServerSettings, startServerProcess } from '../../testing/server-process.ts'
import type { Figure } from '../report.ts'
import type { ByHandWork } from './by-hand.ts'
import { writeCsv, writeWorkbook } from './files.ts'
import { watchMemory } from './memory.ts'
import { product } from './product.ts'
import { demandSameRows, type MeasuredWorkspace, makeWorkspaces, ownerNames } from './workspaces.ts'

export type Wanted = {
  readonly import: boolean
  readonly export: boolean
  readonly rows: number
  readonly rounds: number
  readonly program?: ServerSettings['program']
}

/**
 * Takes the same list in as the product does and as somebody would by hand, in turns, each time into a workspace of its own; then the list as a
 * workbook; then writes out what came in. On a database of its own.
 */
export async function measureTables(wanted: Wanted): Promise<Figure[]> {
  const { rows, rounds } = wanted
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-bench-import-'))
  const made = await makeWorkspaces(folder, 2 * rounds + 1)
  const [csv, xlsx] = [join(folder, 'customers.csv'), join(folder, 'customers.xlsx')]
  await writeCsv(csv, rows, ownerNames())
  const server = await startServerProcess({ dataFolder: folder, program: wanted.program ?? 'scripts/start.mjs' })
  const memory = watchMemory(server.pid)
  const hand = fork(join(import.meta.dirname, 'by-hand.ts'), { execPath: process.execPath })
  try {
    const origin = server.url.replace('localhost', '127.0.0.1')
    const { ownerUrl } = await joinEmbedded(folder)
    const spent = { ours: 0, byHand: 0 }
    let csvMemory: number | null = null
    const place = (index: number): MeasuredWorkspace => {
      const found = made[index]
      if (!found) throw new Error('Too few workspaces were made')
      return found
    }
    for (let round = 0; round < (wanted.import ? rounds : 1); round++) {
      const [ours, byHand] = [place(2 * round), place(2 * round + 1)]
      const side = product(origin, ours.token)
      spent.ours += await side.run(await side.open(csv), rows)
      console.log(`import, round ${round + 1}: ours ${rate(rows * (round + 1), spent.ours)} rows/s`)
      if (!wanted.import) break
      const { workspaceId, principalId } = byHand
      spent.byHand += await takeInByHand(hand, { ownerUrl, workspaceId, principalId, path: csv })
      console.log(`import, round ${round + 1}: by hand ${rate(rows * (round + 1), spent.byHand)} rows/s`)
      if (round === 0) await demandSameRows(ownerUrl, ours.workspaceId, workspaceId)
    }
    csvMemory = memory.peak()
    const figures: Figure[] = []
    if (wanted.import) {
      figures.push({ name: 'importRowsPerSecond', value: rate(rows * rounds, spent.ours), unit: 'rows/s' })
      figures.push({ name: 'importRatio', value: Math.round((spent.byHand / spent.ours) * 100) / 100, unit: 'of by hand' })
      await writeWorkbook(xlsx, rows, ownerNames())
      memory.reset()
      const side = product(origin, place(2 * rounds).token)
      figures.push({ name: 'importXlsxRowsPerSecond', value: rate(rows, await side.run(await side.open(xlsx), rows)), unit: 'rows/s' })
      pushMemory(figures, 'importXlsxMemoryMb', memory.peak())
    }
    if (wanted.export) {
      const side = product(origin, place(0).token)
      memory.reset()
      figures.push({ name: 'exportRowsPerSecond', value: rate(rows, await side.export('csv', rows)), unit: 'rows/s' })
      csvMemory = Math.max(csvMemory ?? 0, memory.peak() ?? 0)
      figures.push({ name: 'exportXlsxRowsPerSecond', value: rate(rows, await side.export('xlsx', rows)), unit: 'rows/s' })
    }
    pushMemory(figures, 'serverMemoryMb', csvMemory)
    return figures
  } catch (error) {
    console.error(server.output())
    throw error
  } finally {
    memory.stop()
    hand.disconnect()
    server.kill('SIGTERM')
    await server.ended
    await rm(folder, { recursive: true, force: true })
  }
}

function rate(rows: number, seconds: number): number {
  return Math.round(rows / seconds)
}

function pushMemory(figures: Figure[], name: string, value: number | null): void {
  if (value !== null && value > 0) figures.push({ name, value, unit: 'MB' })
}

async function takeInByHand(hand: ChildProcess, work: ByHandWork): Promise<number> {
  hand.send(work)
  const answer = once(hand, 'message') as Promise<[{ seconds: number }]>
  const gone = once(hand, 'exit').then(() => Promise.reject(new Error('The import by hand ended')))
  gone.catch(() => undefined)
  const [{ seconds }] = await Promise.race([answer, gone])
  return seconds
}
