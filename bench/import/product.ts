import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { columns } from './rows.ts'

const pollMs = 50

type Answer = Record<string, unknown>

/** The product over HTTP, as a script of an integrator would use it. */
export function product(origin: string, token: string) {
  const ask = async (method: string, path: string, body?: FormData | object): Promise<Answer> => {
    const isForm = body instanceof FormData
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && !isForm ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status} ${text}`)
    return JSON.parse(text) as Answer
  }
  const untilDone = async (path: string): Promise<Answer> => {
    for (;;) {
      const state = await ask('GET', path)
      if (state.status === 'done') return state
      if (state.status === 'failed' || state.status === 'cancelled') throw new Error(`${path}: ${JSON.stringify(state.error)}`)
      await pause(pollMs)
    }
  }
  return {
    /** Uploads the file and has it checked and mapped; the rest is `run`. */
    async open(path: string): Promise<string> {
      const form = new FormData()
      form.append('file', await openAsBlob(path), basename(path))
      const view = await ask('POST', '/imports?object=account', form)
      const plan = view.plan as { columns: { target: string | null }[] }
      const targets = plan.columns.map(({ target }) => target)
      const wanted = columns.map(([, field]) => field)
      if (targets.join() !== wanted.join()) throw new Error(`The columns were taken for ${targets.join()}`)
      await ask('PATCH', `/imports/${String(view.id)}`, {
        plan: { ...plan, duplicates: { matchBy: [['name']], policy: 'skip', decisions: {} } },
      })
      return String(view.id)
    },
    /** Takes the file in. Answers how many seconds that took, all rows being there. */
    async run(id: string, rows: number): Promise<number> {
      const begun = performance.now()
      const { job } = (await ask('POST', `/imports/${id}/start`)) as { job: { id: string } }
      const { result } = (await untilDone(`/jobs/${job.id}`)) as { result: { created: number } }
      const seconds = (performance.now() - begun) / 1000
      if (result.created !== rows) throw new Error(`Of ${rows} rows came in: ${JSON.stringify(result)}`)
      return seconds
    },
    /** Writes all accounts out and fetches the file. Answers how many seconds that took. */
    async export(format: 'csv' | 'xlsx', rows: number): Promise<number> {
      const begun = performance.now()
      const made = (await ask('POST', '/exports', { object: 'account', format })) as { export: { id: string } }
      const state = await untilDone(`/exports/${made.export.id}`)
      const response = await fetch(`${origin}${String(state.fileUrl)}`, { headers: { authorization: `Bearer ${token}` } })
      if (!response.ok || !response.body) throw new Error(`The file of the export answered ${response.status}`)
      for await (const _ of response.body);
      if (state.rows !== rows) throw new Error(`Of ${rows} records were written: ${String(state.rows)}`)
      return (performance.now() - begun) / 1000
    },
  }
}
