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
  /** The sheet to read; without one, the sheets are told. */
  sheet?: string
  after: number
  /** Only so many rows of each sheet. */
  rows?: number
}
export type WorkerAnswer =
  | { kind: 'sheets'; sheets: SheetSummary[] }
  | { kind: 'ready' }
  | { kind: 'rows'; rows: TableRow[] }
  | { kind: 'failed'; protected: boolean }

const largestBytes = 96 * 1024 * 1024
const memoryMegabytes = 320
const patienceMilliseconds = 120_000

export async function wholeWorkbookSheets(open: OpenFile): Promise<SheetSummary[]> {
  const worker = await startWorker(open, { after: 0 })
  try {
    const answer = await worker.answer()
    return answer.kind === 'sheets' ? answer.sheets : []
  } finally {
    worker.stop()
  }
}

/** The rows of one sheet. With `atMost`, the library stops reading there. */
export async function* wholeWorkbookRows(open: OpenFile, sheet: string, { after = 0, atMost = 0 } = {}): AsyncGenerator<TableRow[]> {
  const worker = await startWorker(open, { sheet, after, ...(atMost > 0 ? { rows: after + atMost } : {}) })
  try {
    await worker.answer()
    for (;;) {
      const answer = await worker.ask()
      if (answer.kind !== 'rows' || answer.rows.length === 0) return
      yield answer.rows
    }
  } finally {
    worker.stop()
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
    ask(): Promise<WorkerAnswer> {
      const answered = answer()
      worker.postMessage('next')
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
