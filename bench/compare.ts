import { isDeepStrictEqual } from 'node:util'
import type { Pool } from 'pg'
import { Connection } from './load/connection.ts'
import type { Operation } from './operations.ts'

export type Origins = { readonly ours: string; readonly bare: string }

const compared = 40

/** Throws unless both sides give the same answer: same records, same order, same values; for writes, the same row stored too. */
export async function demandEqual(operation: Operation, origins: Origins, owner: Pool): Promise<void> {
  const ours = await Connection.open(origins.ours)
  const bare = await Connection.open(origins.bare)
  try {
    if (operation.kind === 'read') await compareAnswers(operation, ours, bare)
    else await compareWrites(operation, ours, bare, owner)
  } finally {
    ours.close()
    bare.close()
  }
}

async function compareAnswers(operation: Operation, ours: Connection, bare: Connection): Promise<void> {
  const { units, name, answer, comparable = (one: unknown) => one } = operation
  const step = Math.max(1, Math.floor(units.length / compared))
  for (const unit of units.filter((_, index) => index % step === 0)) {
    for (const [place, request] of unit.ours.entries()) {
      const counterpart = unit.bare[place]
      if (!counterpart || !answer) throw new Error(`${name}: nothing to compare with`)
      const mine = await ours.send(request, 0)
      const other = await bare.send(counterpart, 0)
      if (mine.status !== 200 || other.status !== 200) {
        throw new Error(
          `${name}: ${request.path} answered ${mine.status} ${mine.body}; ${counterpart.path} answered ${other.status} ${other.body}`,
        )
      }
      const [left, right] = [answer(mine.body, place), JSON.parse(other.body) as unknown].map(comparable)
      if (!isDeepStrictEqual(left, right))
        throw new Error(`${name}: the answers differ\nours ${JSON.stringify(left)}\nbare ${JSON.stringify(right)}`)
    }
  }
}

/** What differs by nature: who came when, and under which number. */
const perWrite = ['id', 'number', 'revision', 'created_at', 'createdAt', 'changed_at', 'changedAt', 'employees']

async function compareWrites(operation: Operation, ours: Connection, bare: Connection, owner: Pool): Promise<void> {
  const { answer, units } = operation
  const [unit] = units
  const results: Record<'answer' | 'stored', unknown>[] = []
  for (const [connection, requests, number] of [
    [ours, unit?.ours, 1],
    [bare, unit?.bare, 2],
  ] as const) {
    const [request] = requests ?? []
    if (!request || !answer) throw new Error(`${operation.name}: nothing to compare`)
    const { status, body } = await connection.send(request, number)
    if (status > 299) throw new Error(`${operation.name}: ${request.path} answered ${status} ${body}`)
    const told = (connection === ours ? answer(body, 0) : JSON.parse(body)) as Record<string, unknown>
    const { rows } = await owner.query<{ row: Record<string, unknown> }>('SELECT to_jsonb(a) AS row FROM account a WHERE id = $1', [
      told.id,
    ])
    results.push({ answer: common(told), stored: common(rows[0]?.row ?? {}) })
  }
  if (!isDeepStrictEqual(results[0], results[1])) {
    throw new Error(`${operation.name}: the writes differ\nours ${JSON.stringify(results[0])}\nbare ${JSON.stringify(results[1])}`)
  }
}

function common(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !perWrite.includes(key)))
}
