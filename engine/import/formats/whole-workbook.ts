import { Worker } from 'node:worker_threads'
import { InvalidInputError } from '../../errors.ts'
import { decodedStream, detectEncoding, type OpenFile } from '../encoding.ts'
import type { TableRow } from '../read-table.ts'

/** XLS of every age, XLSB, ODS, Numbers, XML and HTML tables: read whole, so their size has a limit. */
export type SheetSummary = { name: string; hidden: boolean; rows: number | null; cells: number }

export type WorkerTask = {
  bytes: Uint8Array
  /** What the bytes say, where they are text. */
  text?: string
  /** The only sheet that is wanted. */
  sheet?: string
  /** Only so many rows of each sheet. */
  rows?: number
}
/** The next rows of a sheet, from behind row `after` on; after the last of them it can be asked anew. */
export type WorkerQuestion = { sheet: string; after: number }
export type WorkerAnswer =
  | { kind: 'sheets'; sheets: SheetSummary[] }
  | { kind: 'rows'; rows: TableRow[] }
  | { kind: 'failed'; protected: boolean }

const largestBytes = 96 * 1024 * 1024
const memoryMegabytes = 320
const patienceMilliseconds = 120_000

/** A workbook that stands open in a thread of its own; `close` it. */
export type WholeWorkbook = {
  sheets: SheetSummary[]
  rows(sheet: string, after?: number): AsyncGenerator<TableRow[]>
  close(): void
}

export async function openWholeWorkbook(open: OpenFile, wanted: { sheet?: string; rows?: number } = {}): Promise<WholeWorkbook> {
  const worker = await startWorker(open, wanted)
  try {
    const first = await worker.answer()
    return {
      sheets: first.kind === 'sheets' ? first.sheets : [],
      async *rows(sheet, after = 0) {
        for (;;) {
          const answer = await worker.ask({ sheet, after })
          if (answer.kind !== 'rows' || answer.rows.length === 0) return
          yield answer.rows
        }
      },
      close: worker.stop,
    }
  } catch (error) {
    worker.stop()
    throw error
  }
}

async function startWorker(open: OpenFile, task: Omit<WorkerTask, 'bytes' | 'text'>) {
  const bytes = await wholeFile(open)
  const text = isText(bytes) ? await decoded(open) : undefined
  const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), {
    workerData: {
      ...task,
      bytes: text === undefined ? bytes : new Uint8Array(),
      ...(text === undefined ? {} : { text }),
    } satisfies WorkerTask,
    transferList: text === undefined ? [bytes.buffer] : [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    // What the library has to say about a damaged file is said by our own words.
    stdout: true,
    stderr: true,
  })
  worker.stdout.resume()
  worker.stderr.resume()
  const answer = (): Promise<WorkerAnswer> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(() => reject(new InvalidInputError('import_takes_too_long'))), patienceMilliseconds)
      const settle = (end: () => void): void => {
        clearTimeout(timer)
        for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
        // A failure after the answer is met at the next question.
        worker.on('error', () => undefined)
        end()
      }
      worker.once('message', (message: WorkerAnswer) =>
        settle(() => {
          if (message.kind === 'failed') reject(unreadable(message.protected))
          else resolve(message)
        }),
      )
      worker.once('error', (error: Error & { code?: string }) =>
        settle(() =>
          reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new InvalidInputError('import_workbook_too_large') : unreadable(false)),
        ),
      )
      worker.once('exit', () => settle(() => reject(unreadable(false))))
    })
  return {
    answer,
    ask(question: WorkerQuestion): Promise<WorkerAnswer> {
      const answered = answer()
      worker.postMessage(question)
      return answered
    },
    stop: () => void worker.terminate(),
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
