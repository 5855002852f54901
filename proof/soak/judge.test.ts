import { expect, test } from 'vitest'
import { growth, type Minute } from './judge.ts'

const quiet: Minute = {
  minute: 0,
  requests: 1_000,
  failures: 0,
  serverBytes: 200e6,
  databaseBytes: 300e6,
  heapBytes: 60e6,
  serverFiles: 80,
  databaseConnections: 12,
  liveConnections: 12,
  p50Ms: 4,
  p95Ms: 20,
  p99Ms: 60,
  walBytes: 100e6,
  tableBytes: 50e6,
  writes: 0,
}
const wave = [0, 3, -2, 4, -4, 1, 2, -3]
const run = (minutes: number, of: (minute: number) => Partial<Minute>): Minute[] =>
  Array.from({ length: minutes }, (_, minute) => ({
    ...quiet,
    minute,
    writes: minute * 500,
    tableBytes: 50e6 + minute * 5e5,
    ...of(minute),
  }))

test('a level that jumps up and down, and a start that fills caches, are no growth', () => {
  const minutes = run(30, (minute) => ({
    serverBytes: Math.min(180e6 + minute * 20e6, 240e6) + (wave[minute % 8] ?? 0) * 3e6,
    p95Ms: minute === 17 ? 900 : 20 + (wave[minute % 8] ?? 0),
  }))

  expect(growth(minutes)).toEqual([])
})

test.each<[string, (minute: number) => Partial<Minute>]>([
  ['serverBytes', (minute) => ({ serverBytes: 200e6 + minute * 4e6 + (wave[minute % 8] ?? 0) * 1e6 })],
  ['heapBytes', (minute) => ({ heapBytes: 60e6 + minute * 2e6 })],
  ['serverFiles', (minute) => ({ serverFiles: 80 + minute * 2 })],
  ['databaseConnections', (minute) => ({ databaseConnections: 10 + Math.floor(minute / 3) })],
  ['p95Ms', (minute) => ({ p95Ms: 20 + minute * 6 })],
  ['what a write leaves', (minute) => ({ tableBytes: 50e6 + minute ** 3 * 1e5 })],
])('%s that goes on growing is noticed', (words, of) => {
  expect(growth(run(30, of))).toEqual([expect.stringContaining(words)])
})

test('a request that fails is noticed', () => {
  expect(growth(run(12, (minute) => ({ failures: minute === 5 ? 2 : 0 })))).toEqual(['2 requests failed'])
})
