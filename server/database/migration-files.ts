import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../start-error.ts'

export type Migration = { name: string; checksum: string; statements: readonly string[]; inTransaction: boolean }

export const migrationsFolder = join(import.meta.dirname, '..', '..', 'migrations')

/** All migrations of this release, oldest first. */
export async function readMigrations(folder: string = migrationsFolder): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  const stamps = new Set<string>()
  const migrations: Migration[] = []
  for (const file of files) {
    const stamp = /^(\d{8}T\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]
    if (!stamp || stamps.has(stamp)) throw new StartError('migration_name', { name: file })
    stamps.add(stamp)
    // A checkout on Windows may have turned the line ends; the migration is the same.
    const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
    const inTransaction = !/^-- no transaction\b/.test(text)
    migrations.push({
      name: file.slice(0, -'.sql'.length),
      checksum: createHash('sha256').update(text).digest('hex'),
      statements: inTransaction ? [text] : separateStatements(text),
      inTransaction,
    })
  }
  return migrations
}

/**
 * Outside a transaction each statement is sent alone, as CREATE INDEX CONCURRENTLY demands. In such a file every statement
 * ends with a semicolon at the end of its line, and none has a body in dollar quotes.
 */
function separateStatements(text: string): string[] {
  return text
    .split(/;[ \t]*(?:--[^\n]*)?(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(/^\s*--.*$/gm, '').trim() !== '')
}
