import { existsSync, globSync, statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { importMessages } from '../messages.ts'
import { everyKind, xlsx } from './fixtures.test-support.ts'
import type { Mutant, MutantOutcome } from './mutant-reader.test-support.ts'
import { mutated } from './mutations.test-support.ts'

const patienceMilliseconds = 60_000
const largestSample = 300_000
/** More rounds for a longer hunt: GUANXI_FUZZ_ROUNDS=50. */
const rounds = Number(process.env.GUANXI_FUZZ_ROUNDS ?? 1)

/** Reads them one after another; ends with an error when one of them hangs, crashes the thread or fills its memory. */
function readMutants(mutants: Mutant[]): Promise<MutantOutcome[]> {
  return new Promise((resolve, reject) => {
    const outcomes: MutantOutcome[] = []
    const worker = new Worker(new URL('./mutant-reader.test-support.ts', import.meta.url), {
      workerData: mutants,
      resourceLimits: { maxOldGenerationSizeMb: 200 },
    })
    const current = () => JSON.stringify({ name: mutants[outcomes.length]?.name, seed: mutants[outcomes.length]?.seed })
    const give = (what: string) => {
      clearTimeout(timer)
      void worker.terminate()
      reject(new Error(`${what}: ${current()}`))
    }
    let timer = setTimeout(give, patienceMilliseconds, 'Hangs')
    worker.on('message', (outcome: MutantOutcome) => {
      outcomes.push(outcome)
      clearTimeout(timer)
      timer = setTimeout(give, patienceMilliseconds, 'Hangs')
    })
    worker.on('error', (error) => give(String(error)))
    worker.on('exit', () => {
      clearTimeout(timer)
      resolve(outcomes)
    })
  })
}

function expectSound(mutants: Mutant[], outcomes: MutantOutcome[]): void {
  expect(outcomes).toHaveLength(mutants.length)
  expect(outcomes.filter(({ bug }) => bug !== undefined)).toEqual([])
  const known = new Set(['read', ...Object.keys(importMessages)])
  expect(outcomes.filter(({ code }) => !known.has(code))).toEqual([])
  expect(Math.max(...outcomes.map(({ megabytes }) => megabytes))).toBeLessThan(900)
}

test('spoilt files of every kind are read or refused in words: none hangs, none fills the memory', async () => {
  const samples = [...(await everyKind())]
  const slow = /\.(?:xls|ods|html)$/
  const mutants = samples.flatMap(([name, bytes]) =>
    Array.from({ length: slow.test(name) ? 3 : 40 }, (_, seed) => ({ name, seed: seed + 1, bytes: new Uint8Array(bytes) })),
  )
  expectSound(mutants, await readMutants(mutants))
}, 300_000)

const cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>City</t></is></c></row>'
const more = '<row r="2"><c r="A2" s="1"><v>46098.5</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><v>#N/A</v></c></row>'
const workbookParts = {
  sheet: `${cells}${more.repeat(20)}`,
  strings: '<si><t>Name</t></si><si><r><t>a</t></r><rPh sb="0" eb="1"><t>b</t></rPh></si>',
  styles: '<numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>',
}

test('so are workbooks whose archive is sound and whose parts are spoilt', async () => {
  const parts = Object.keys(workbookParts) as (keyof typeof workbookParts)[]
  const mutants = await Promise.all(
    parts.flatMap((part) =>
      Array.from({ length: 120 }, async (_, seed): Promise<Mutant> => {
        const spoilt = mutated(Buffer.from(workbookParts[part]), seed).toString('latin1')
        return { name: part, seed, spoilt: true, bytes: new Uint8Array(await xlsx({ ...workbookParts, [part]: spoilt })) }
      }),
    ),
  )
  expectSound(mutants, await readMutants(mutants))
}, 300_000)

const shared = new URL('../../../../shared/data/', import.meta.url).pathname
const here = existsSync(shared)
if (!here) process.stdout.write('skipped: spoilt real files (../shared/data is not here)\n')

test.runIf(here)(
  'so are spoilt real files',
  async () => {
    // Every file of every set, mails and calendars too: what somebody uploads is not always a list.
    const paths = globSync('**/*', { cwd: shared }).sort()
    const files = paths.filter((path) => statSync(shared + path).isFile())
    expect(files.length).toBeGreaterThan(700)
    const mutants = Array.from({ length: rounds }, (_, round) =>
      files.map((path, index) => ({ name: path, path: shared + path, atMost: largestSample, seed: round * 10_000 + index + 7 })),
    ).flat()
    expectSound(mutants, await readMutants(mutants))
  },
  900_000,
)
