import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

type Entry = { resolved?: string; version?: string; optionalDependencies?: Record<string, string> }

const packages: Record<string, Entry> = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8')).packages

test('the lock file names no registry, so that any mirror serves', () => {
  const named = Object.entries(packages).filter(([, entry]) => entry.resolved)

  expect(named).toEqual([])
})

test('the native parts for every system are in the lock file: `node scripts/complete-lock.mjs` adds them', () => {
  const offered = Object.values(packages).flatMap((entry) => Object.entries(entry.optionalDependencies ?? {}))
  const native = offered.filter(([name, version]) => /-(darwin|linux|win32)-(x64|arm64)/.test(name) && /^\d/.test(version))

  expect(native.filter(([name]) => !packages[`node_modules/${name}`])).toEqual([])
})
