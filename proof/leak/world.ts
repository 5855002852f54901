import type { InjectOptions } from 'fastify'
import type { House } from '../../testing/house.ts'
import type { Canaries } from './canaries.ts'
import { type Facts, readFacts } from './facts.ts'
import type { Asker } from './model.ts'
import type { Random } from './random.ts'

export type Question = {
  readonly method: string
  readonly url: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly payload?: Buffer
}
export type Reply = {
  readonly status: number
  readonly text: string
  readonly json: Record<string, unknown>
  readonly bytes: Buffer
  readonly headers: Record<string, unknown>
}

/** Something that one person has going on: an import, an export, a job, a change that may be taken back. */
export type Thing = {
  readonly kind: 'import' | 'export' | 'job' | 'change' | 'project' | 'template'
  readonly id: string
  readonly owner: string
}

export type Company = {
  readonly index: number
  readonly id: string
  readonly admin: Asker
  /** The cookie of the administrator's browser. */
  readonly browser: string
  readonly askers: Asker[]
  readonly stages: { readonly id: string; readonly pipeline: string }[]
  readonly things: Thing[]
  facts: Facts
}

export type World = {
  readonly house: House
  readonly canaries: Canaries
  readonly random: Random
  readonly companies: Company[]
  /** What each asker holds already by right: their own earlier files. */
  readonly known: Map<string, Set<string>>
}

export async function ask(house: House, token: string, question: Question): Promise<Reply> {
  const { method, url, body, headers = {}, payload } = question
  const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await house.app.inject({
    method: method as InjectOptions['method'] & string,
    url: url.startsWith('/api') ? url : `/api/v1${url}`,
    headers: { ...json, 'x-guanxi': '1', ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    ...(payload ? { payload } : body === undefined ? {} : { payload: JSON.stringify(body) }),
  })
  return { status: answer.statusCode, text: answer.body, json: parsed(answer.body), bytes: answer.rawPayload, headers: answer.headers }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

export function parts(json: Record<string, unknown>, key: string): Record<string, unknown>[] {
  const list = json[key]
  return Array.isArray(list) ? (list as Record<string, unknown>[]) : []
}

export async function refresh(world: World, company: Company): Promise<void> {
  company.facts = await readFacts(world.house.database.owner, company.id, world.canaries, company.facts)
}

/** A file as a form sends it. */
export function formOf(
  name: string,
  content: string,
  fields: Readonly<Record<string, string>> = {},
): { payload: Buffer; headers: Record<string, string> } {
  const mark = 'leakproof'
  const lines = Object.entries(fields).map(
    ([key, value]) => `--${mark}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  )
  const file = `--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n${content}\r\n--${mark}--\r\n`
  return { payload: Buffer.from(lines.join('') + file), headers: { 'content-type': `multipart/form-data; boundary=${mark}` } }
}
