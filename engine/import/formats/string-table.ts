import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const pageBytes = 1024 * 1024
const usualPages = 64

/**
 * Many texts in little memory, found again by their number. They are kept as packed pages; beyond 64 MB the pages go to a file without a name. Cells name
 * their texts almost in the order of the table, so a page is rarely read twice.
 */
export function createStringTable({ memoryPages = usualPages } = {}) {
  let starts = new Uint32Array(1024)
  let pageOf = new Uint32Array(1024)
  let count = 0
  const pages: { length: number; at: number; bytes: Buffer | null }[] = []
  let room = Buffer.alloc(0)
  let used = 0
  let file: { descriptor: number; size: number } | null = null
  let held = 0

  const grown = (array: Uint32Array<ArrayBuffer>) => {
    const larger = new Uint32Array(array.length * 2)
    larger.set(array)
    return larger
  }
  const spill = (page: (typeof pages)[number], bytes: Buffer): void => {
    if (page.at >= 0) return
    file ??= { descriptor: namelessFile(), size: 0 }
    page.at = file.size
    writeSync(file.descriptor, bytes, 0, page.length, file.size)
    file.size += page.length
  }
  const makeRoom = (): void => {
    for (const page of pages) {
      if (held <= memoryPages) return
      if (page.bytes === null || page.bytes === room) continue
      spill(page, page.bytes)
      page.bytes = null
      held--
    }
  }
  const bytesOf = (page: (typeof pages)[number]): Buffer => {
    if (page.bytes !== null) return page.bytes
    const bytes = Buffer.allocUnsafe(page.length)
    if (file) readSync(file.descriptor, bytes, 0, page.length, page.at)
    page.bytes = bytes
    held++
    makeRoomFor(page)
    return bytes
  }
  const makeRoomFor = (kept: (typeof pages)[number]): void => {
    if (held <= memoryPages) return
    const other = pages.find((page) => page !== kept && page.bytes !== null && page.bytes !== room)
    if (!other?.bytes) return
    spill(other, other.bytes)
    other.bytes = null
    held--
  }

  return {
    get size() {
      return count
    },
    add(text: string): void {
      const length = Buffer.byteLength(text)
      if (used + length > room.length || pages.length === 0) {
        room = Buffer.allocUnsafe(Math.max(pageBytes, length))
        used = 0
        pages.push({ length: 0, at: -1, bytes: room })
        held++
        makeRoom()
      }
      if (count === starts.length) {
        starts = grown(starts)
        pageOf = grown(pageOf)
      }
      starts[count] = used
      pageOf[count] = pages.length - 1
      count++
      used += room.write(text, used)
      const page = pages.at(-1)
      if (page) page.length = used
    },
    at(index: number): string {
      const number = pageOf[index]
      const page = index < count && number !== undefined ? pages[number] : undefined
      if (page === undefined) return ''
      const end = index + 1 < count && pageOf[index + 1] === number ? starts[index + 1] : page.length
      return bytesOf(page).toString('utf8', starts[index], end)
    },
    close(): void {
      if (file) closeSync(file.descriptor)
      file = null
      pages.length = 0
      count = 0
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
