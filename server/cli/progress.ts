import { setTimeout as pause } from 'node:timers/promises'
import { type Batch, type Context, type Engine, GuanxiError } from '../../engine/index.ts'
import type { Language } from '../start-error.ts'

export type Progress = { show(done: number, total: number | null, stage?: string): void; end(): void }

const words = {
  remaining: { zh: '还需 {time}', en: '{time} left' },
  hours: { zh: '{count} 小时', en: '{count} h' },
  minutes: { zh: '{count} 分钟', en: '{count} min' },
  seconds: { zh: '{count} 秒', en: '{count} s' },
} as const

const everyMs = { terminal: 200, file: 30_000 }
/** A pace is worth telling from here on. */
const leastMs = 2000

/** How far work has come and how long it will take, on one line of the terminal; into a file, a line now and then. */
export function progressLine(language: Language): Progress {
  const { stderr } = process
  const wait = stderr.isTTY ? everyMs.terminal : everyMs.file
  let stage: string | undefined
  let begun = { at: performance.now(), done: 0 }
  let shown = stderr.isTTY ? 0 : performance.now()
  let isOpen = false
  return {
    show(done, total, named) {
      const now = performance.now()
      if (named !== stage) begun = { at: now, done }
      else if (now - shown < wait) return
      stage = named
      shown = now
      const counted = total === null ? number(done, language) : `${number(done, language)} / ${number(total, language)}`
      const left = total === null ? null : remainingSeconds(begun, now, done, total)
      const text = [stage, counted, left === null ? null : words.remaining[language].replace('{time}', timeText(left, language))]
      const line = text.filter(Boolean).join(' · ')
      stderr.write(stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`)
      isOpen = stderr.isTTY
    },
    end() {
      if (isOpen) stderr.write('\r\u001b[K')
      isOpen = false
    },
  }
}

function remainingSeconds(begun: { at: number; done: number }, now: number, done: number, total: number): number | null {
  const elapsed = now - begun.at
  if (elapsed < leastMs || done <= begun.done) return null
  return Math.ceil(((elapsed / (done - begun.done)) * (total - done)) / 1000)
}

function timeText(seconds: number, language: Language): string {
  const [unit, count] =
    seconds >= 5400
      ? (['hours', Math.round(seconds / 3600)] as const)
      : seconds >= 90
        ? (['minutes', Math.round(seconds / 60)] as const)
        : (['seconds', seconds] as const)
  return words[unit][language].replace('{count}', String(count))
}

function number(value: number, language: Language): string {
  return value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en')
}

/** Waits for a job and shows how it goes. What it could not do is told as any other refusal. */
export async function finishedJob(engine: Engine, context: Context, id: string, progress: Progress): Promise<Batch> {
  for (;;) {
    const batch = await engine.job(context, id)
    progress.show(batch.done, batch.total)
    if (batch.status === 'failed') throw new CommandFailure(batch.error?.code ?? 'broken', batch.error?.parameters ?? {})
    if (batch.finishedAt !== null) return batch
    await pause(100)
  }
}

class CommandFailure extends GuanxiError {
  readonly status = 422
}
