import { createReadStream, existsSync, readFileSync } from 'node:fs'
import {
  type Context,
  createImports,
  GuanxiError,
  type ImportPlan,
  type ImportState,
  importCheckJob,
  importJob,
  regionMatcher,
} from '../engine/index.ts'
import { type TestWorkspace, testEngine } from '../testing/workspace.ts'
import { importKnowledge, regions } from './index.ts'

export const shared = new URL('../../shared/data/', import.meta.url)
export const isHere = existsSync(shared)
if (!isHere) process.stdout.write('skipped: acceptance of imports (../shared/data is not here)\n')

const parts = {
  files: (_workspaceId: string, path: string) => () => createReadStream(new URL(path, shared)),
  regions: regionMatcher(regions),
  knowledge: importKnowledge,
}

export const acceptanceEngine = () => testEngine({ background: true, jobs: [importJob(parts), importCheckJob(parts)] })

/** How a file was taken in: what its rows became, how many, and why the others did not; or why the file was not. */
export type Outcome =
  | { object: string; created: number; updated: number; skipped: number; rejected: number; why: string[] }
  | { refused: string; told?: unknown }

/** Imports one after another, each as it is suggested: nothing is edited by hand. */
export function importer(workspace: TestWorkspace) {
  const imports = createImports(workspace.engine, parts)
  const finished = async (context: Context, job: string): Promise<void> => {
    for (;;) {
      const { status } = await workspace.engine.job(context, job)
      if (status === 'done' || status === 'failed' || status === 'cancelled') return
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const open = async (path: string, object = ''): Promise<{ context: Context; opened: ImportState }> => {
    const context = await workspace.again(workspace.admin)
    return { context, opened: await imports.open(context, object, { name: path.split('/').at(-1) ?? '', hash: path, size: 0 }) }
  }
  return {
    imports,
    open,
    /** `object` only where the file does not say what it holds. */
    async take(path: string, object = '', change: (plan: ImportPlan) => ImportPlan = (plan) => plan): Promise<Outcome> {
      try {
        const { context, opened } = await open(path, object)
        await imports.changePlan(context, opened.id, change(opened.plan))
        await finished(context, await imports.start(context, opened.id))
        const { result, status, error } = await imports.get(context, opened.id)
        if (status !== 'done' || result === null) return { refused: `${status} ${error?.code}` }
        const { created, updated, skipped, rejected } = result
        const rows = await imports.rows(context, opened.id, { outcome: 'rejected', after: 0, limit: 500 })
        const why = [
          ...new Set(
            rows.flatMap(({ problems }) =>
              problems.filter(({ severity }) => severity === 'error').map(({ code, field }) => (field ? `${field}: ${code}` : code)),
            ),
          ),
        ]
        return { object: opened.object, created, updated, skipped, rejected, why: why.sort() }
      } catch (error) {
        if (!(error instanceof GuanxiError)) throw error
        return { refused: error.code, ...(Object.keys(error.parameters).length > 0 ? { told: error.parameters } : {}) }
      }
    },
  }
}

/** Rows that each file holds, as counted by whoever collected it: a quoted line end is no new row, and the header is none. */
export function manifestRows(): Map<string, number> {
  const lines = readFileSync(new URL('MANIFEST.csv', shared), 'utf8').split('\n')
  return new Map(lines.map((line) => line.split(',')).map(([path = '', , rows]) => [path, Number(rows)]))
}
