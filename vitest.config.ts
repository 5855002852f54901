import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname
const places = ['engine', 'crm', 'server', 'client', 'web', 'portal', 'testing', 'scripts', 'bench', 'proof']
const all = places.flatMap((place) => globSync(`${place}/**/*.test.{ts,tsx}`, { cwd: root })).sort()

/** Where a test runs follows from what it imports: nobody has to name it. */
const imports = (file: string, what: RegExp) => what.test(readFileSync(`${root}/${file}`, 'utf8'))
const process = all.filter((file) => file.endsWith('.process.test.ts'))
const database = all.filter(
  (file) => !process.includes(file) && imports(file, /from '[./]*\/testing\/(?!.*\.test)|from '\.\/database\.ts'/),
)
const unit = all.filter((file) => !process.includes(file) && !database.includes(file))

/** Two at once: more only queue up on a small machine, and the database is shared. */
const maxWorkers = 2

export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      { test: { name: 'unit', include: unit, environment: 'node', testTimeout: 20_000 } },
      {
        test: {
          name: 'database',
          include: database,
          environment: 'node',
          globalSetup: ['testing/postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      // Starts, kills and restarts whole servers: one file after another, each with time to do so.
      {
        test: { name: 'process', include: process, environment: 'node', fileParallelism: false, testTimeout: 120_000, hookTimeout: 60_000 },
      },
    ],
  },
})
