import { fork } from 'node:child_process'
import { InvalidInputError } from '../../errors.ts'
import { decodedStream, detectEncoding, type OpenFile } from '../encoding.ts'
import type { TableRow } from '../read-table.ts'

/** XLS of every age, XLSB, ODS, Numbers, XML and HTML tables: read whole, so their size has a limit. */
export type SheetSummary = { name: string; hidden: boolean; rows: number | null; cells: number }

export type WorkbookTask = {
  bytes: Uint8Array
  /** What the bytes say, where they are text. */
  text?: string
  /** The only sheet that is wanted. */
  sheet?: string
  /** Only so many rows of each sheet. */
  rows?: number
}
/** The next rows of a sheet, from behind row `after` on; after the last of them it can be asked anew. */
export type WorkbookQuestion = { sheet: string; after: number }
export type WorkbookAnswer =
  | { kind: 'sheets'; sheets: SheetSummary[] }
  | { kind: 'rows'; rows: TableRow[] }
  | { kind: 'failed'; protected: boolean }

const largestBytes = 96 * 1024 * 1024
const memoryMegabytes = 320
const patienceMilliseconds = 120_000

/** A workbook that stands open in a process of its own; `close` it. */
export type WholeWorkbook = {
  sheets: SheetSummary[]
  rows(sheet: string, after?: number): AsyncGenerator<TableRow[]>
  close(): void
}

export async function openWholeWorkbook(open: OpenFile, wanted: { sheet?: string; rows?: number } = {}): Promise<WholeWorkbook> {
  const bytes = await wholeFile(open)
  const text = isText(bytes) ? await decoded(open) : undefined
  const reader = startReader()
  try {
    const task = text === undefined ? { ...wanted, bytes } : { ...wanted, bytes: new Uint8Array(), text }
    const first = await reader.ask(task)
    return {
      sheets: first.kind === 'sheets' ? first.sheets : [],
      async *rows(sheet, after = 0) {
        for (;;) {
          const answer = await reader.ask({ sheet, after })
          if (answer.kind !== 'rows' || answer.rows.length === 0) return
          yield answer.rows
        }
      },
      close: reader.stop,
    }
  } catch (error) {
    reader.stop()
    throw error
  }
}

/** A process that may read files and nothing else, knows none of the server's settings, and has little memory. */
function startReader() {
  const reader = fork(new URL('./workbook-process.ts', import.meta.url), {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${memoryMegabytes}`, '--max-semi-space-size=4', '--permission', '--allow-fs-read=*'],
    env: process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {},
    // What the library has to say about a damaged file is said by our own words.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let settle: ((answer: WorkbookAnswer | InvalidInputError) => void) | null = null
  let end: InvalidInputError | null = null
  const finish = (error: InvalidInputError): void => {
    end ??= error
    settle?.(end)
  }
  reader.on('message', (answer: WorkbookAnswer) => settle?.(answer.kind === 'failed' ? unreadable(answer.protected) : answer))
  reader.on('error', () => finish(unreadable(false)))
  // Out of memory, a process is ended by a signal.
  reader.on('exit', (_code, signal) => finish(signal === null ? unreadable(false) : new InvalidInputError('import_workbook_too_large')))
  return {
    ask: (question: WorkbookTask | WorkbookQuestion): Promise<WorkbookAnswer> =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => settle?.(new InvalidInputError('import_takes_too_long')), patienceMilliseconds)
        settle = (answer) => {
          settle = null
          clearTimeout(timer)
          if (answer instanceof InvalidInputError) reject(answer)
          else resolve(answer)
        }
        if (end) settle(end)
        else reader.send(question, (error) => error && finish(unreadable(false)))
      }),
    stop: () => void reader.kill('SIGKILL'),
  }
}

function unreadable(isProtected: boolean): InvalidInputError {
  return isProtected ? new InvalidInputError('import_password_protected') : new InvalidInputError('import_file_broken')
}

/** The whole file in a buffer of its own, which can be handed to another thread. */
async function wholeFile(open: OpenFile): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of (await open()) as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    if (length > largestBytes) throw new InvalidInputError('import_workbook_too_large')
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** HTML and XML that go by the name of XLS; the kinds in bytes hold zeros from the start. */
function isText(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, 0, Math.min(bytes.length, 512))
  return !head.includes(0) || (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
}

async function decoded(open: OpenFile): Promise<string> {
  let text = ''
  for await (const piece of (await decodedStream(open, await detectEncoding(open))) as AsyncIterable<string>) text += piece
  return text
}
