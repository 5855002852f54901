import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InvalidInputError } from '../../errors.ts'

const pageBytes = 4 * 1024 * 1024
const usualPages = 8
const startsPerPart = 65_536
const mostPages = 1_023
/** No byte of UTF-8: it ends a text. */
const end = 0xff

type Page = { bytes: Buffer | null; isStored: boolean }

/**
 * Many texts in little memory, found again by their number. They are kept packed, in pages; beyond 32 MB the pages go to a file without a name. Cells name
 * their texts almost in the order of the table, so a page is rarely read twice.
 */
export function createStringTable({ memoryPages = usualPages } = {}) {
  const starts: Uint32Array[] = []
  const pages: Page[] = []
  /** The pages in memory, the one used last at the end. */
  const held: Page[] = []
  let count = 0
  let used = pageBytes
  let descriptor: number | null = null

  const hold = (page: Page, bytes: Buffer): void => {
    page.bytes = bytes
    held.push(page)
    if (held.length <= memoryPages) return
    const oldest = held.shift()
    if (!oldest?.bytes) return
    if (!oldest.isStored) {
      descriptor ??= namelessFile()
      writeSync(descriptor, oldest.bytes, 0, pageBytes, pages.indexOf(oldest) * pageBytes)
      oldest.isStored = true
    }
    oldest.bytes = null
  }
  const bytesOf = (index: number): Buffer | null => {
    const page = pages[index]
    if (page === undefined || page.bytes !== null) return page?.bytes ?? null
    const bytes = Buffer.allocUnsafe(pageBytes)
    if (descriptor !== null) readSync(descriptor, bytes, 0, pageBytes, index * pageBytes)
    // The page being filled must stay: it is put behind the one that is read.
    const filling = held.pop()
    hold(page, bytes)
    if (filling) held.push(filling)
    return bytes
  }

  return {
    get size() {
      return count
    },
    add(text: string): void {
      if (used + text.length * 3 + 1 > pageBytes) {
        if (pages.length >= mostPages || text.length * 3 + 1 > pageBytes) throw new InvalidInputError('import_unpacks_too_large')
        const page: Page = { bytes: null, isStored: false }
        pages.push(page)
        hold(page, Buffer.allocUnsafe(pageBytes))
        used = 0
      }
      const bytes = held.at(-1)?.bytes
      if (!bytes) return
      if (count % startsPerPart === 0) starts.push(new Uint32Array(startsPerPart))
      const part = starts.at(-1)
      if (part) part[count % startsPerPart] = (pages.length - 1) * pageBytes + used
      count++
      used += bytes.write(text, used)
      bytes[used++] = end
    },
    at(index: number): string {
      if (index >= count) return ''
      const start = starts[Math.floor(index / startsPerPart)]?.[index % startsPerPart] ?? 0
      const bytes = bytesOf(Math.floor(start / pageBytes))
      const from = start % pageBytes
      return bytes === null ? '' : bytes.toString('utf8', from, bytes.indexOf(end, from))
    },
    close(): void {
      if (descriptor !== null) closeSync(descriptor)
      descriptor = null
      pages.length = 0
      held.length = 0
      starts.length = 0
      count = 0
      used = pageBytes
    },
  }
}

export type StringTable = ReturnType<typeof createStringTable>

function namelessFile(): number {
  const path = join(tmpdir(), `guanxi-${randomUUID()}`)
  const descriptor = openSync(path, 'wx+', 0o600)
  rmSync(path, { force: true })
  return descriptor
}
