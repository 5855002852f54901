import { openHouse } from '../../testing/house.ts'
import type { TestServer } from '../../testing/postgres.ts'
import { buildWorld } from './build-world.ts'
import { listen } from './listeners.ts'
import { duplicateOperations } from './operations/duplicates.ts'
import { peopleOperations, withoutRecords } from './operations/people.ts'
import { poolOperations } from './operations/pools.ts'
import { readingOperations } from './operations/reading.ts'
import { standingInOperations } from './operations/standing-in.ts'
import { workOperations } from './operations/work.ts'
import { writingOperations } from './operations/writing.ts'
import { createPlay, type Finding, type Operation } from './play.ts'
import { randomFrom } from './random.ts'
import { classNames, objects, workspaceObjects } from './rules.ts'
import { ask, parts, type World } from './world.ts'

export type Run = {
  readonly operations: number
  readonly questions: number
  readonly findings: Finding[]
  readonly counts: Map<string, number>
}
export type Wish = {
  readonly server: TestServer
  readonly seed: number
  /** The operations of this world, by number; all others are left out. */
  readonly from?: number
  readonly until: number
  readonly stopAtFirst?: boolean
  /** Operations by their names, and no others. */
  readonly focus?: readonly string[]
  /** No further operation begins after so long in the world. */
  readonly milliseconds?: number
}

export const operations: readonly Operation[] = [
  ...readingOperations,
  ...writingOperations,
  ...workOperations,
  ...peopleOperations,
  ...poolOperations,
  ...duplicateOperations,
  ...standingInOperations,
]
const byWeight = (focus: Wish['focus']): Operation[] =>
  operations
    .filter(({ name }) => focus === undefined || focus.includes(name))
    .flatMap((operation) => Array.from({ length: operation.weight }, () => operation))
const listenersPerCompany = 3

/** One world, and operations `from` to `until` in it. Each draws from numbers of its own, so that it can be done alone as well. */
export async function runWorld({
  server,
  seed,
  from = 0,
  until,
  stopAtFirst = false,
  focus,
  milliseconds = Number.POSITIVE_INFINITY,
}: Wish): Promise<Run> {
  const house = await openHouse(server, { newWorkspaces: 'everyone' })
  const findings: Finding[] = []
  const counts = new Map<string, number>()
  let questions = 0
  let done = 0
  try {
    const world = await buildWorld(house, seed)
    findings.push(...(await uncovered(world, seed)))
    const listeners = await listen(world, listenersPerCompany)
    const began = performance.now()
    const chosen = byWeight(focus)
    for (let number = from; number < until; number += 1) {
      if (performance.now() - began > milliseconds || (stopAtFirst && findings.length > 0)) break
      const random = randomFrom(seed, 3, number)
      const company = random.pick(world.companies)
      const asker = random.pick(company.askers)
      const operation = random.pick(chosen)
      const report = (question: string, words: string): void => {
        findings.push({ world: seed, operation: number, name: operation.name, asker: asker.name, question, words })
      }
      const onAnswer = (): void => {
        questions += 1
      }
      await operation.run(createPlay({ world, company, asker, random, report, listeners, onAnswer }))
      counts.set(operation.name, (counts.get(operation.name) ?? 0) + 1)
      done += 1
    }
    for (const words of await listeners.close())
      findings.push({ world: seed, operation: until, name: 'live', asker: '', question: 'GET /live', words })
  } finally {
    await house.close()
  }
  return { operations: done, questions, findings, counts }
}

/** Routes, objects and classes that nothing here knows: a new one is covered, or it is reported. */
async function uncovered({ house, companies }: World, seed: number): Promise<Finding[]> {
  const named = new Set([...operations.flatMap(({ routes }) => routes), ...withoutRecords, 'GET /api/v1/live'])
  const table = new Set(house.app.routeTable.filter(({ isPublic }) => !isPublic).map(({ method, url }) => `${method} ${url}`))
  const words = [
    ...[...table].filter((route) => !named.has(route)).map((route) => `the route ${route} is in no operation`),
    ...[...named].filter((route) => !table.has(route)).map((route) => `the route ${route} is no route of the server`),
  ]
  const admin = companies[0]?.admin
  const meta = await ask(house, admin?.token ?? '', { method: 'GET', url: '/meta' })
  const known = new Set<string>([...Object.keys(objects), ...workspaceObjects])
  for (const object of parts(meta.json, 'objects')) {
    if (!known.has(String(object.key))) words.push(`the object ${String(object.key)} is not in the rules`)
    for (const { key, readClass } of parts(object, 'fields'))
      if (readClass && readClass !== 'general' && !(classNames as readonly unknown[]).includes(readClass))
        words.push(`the class ${String(readClass)} of ${String(key)} is not in the rules`)
  }
  return words.map((text) => ({ world: seed, operation: -1, name: 'coverage', asker: '', question: '', words: text }))
}

/** The shortest way to show a finding again: the operation alone, or with all before it. */
export async function shortest(server: TestServer, finding: Finding): Promise<string> {
  if (finding.operation < 0 || finding.name === 'live') return `--seed ${finding.world}`
  const alone = await runWorld({ server, seed: finding.world, from: finding.operation, until: finding.operation + 1 })
  if (alone.findings.some(({ operation }) => operation === finding.operation)) return `--seed ${finding.world} --only ${finding.operation}`
  return `--seed ${finding.world} --operations ${finding.operation + 1}`
}
