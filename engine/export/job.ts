import { executorIn, executorOf } from '../import/session.ts'
import type { JobDefinition } from '../jobs/batch.ts'
import { auditOf, type ExportParts, makeFile } from './make-file.ts'
import { keepMade, readExport } from './store.ts'
import { checkExport } from './write-export.ts'

const reportMilliseconds = 800

/**
 * Makes the file of a long list. It reads one state of the database from its first row to its last, so a crash in the middle begins it anew: nothing of a
 * half file is kept.
 */
export function exportJob(parts: ExportParts): JobDefinition {
  return {
    kind: 'export',
    title: { zh: '导出', en: 'Export' },
    told: true,
    class: 'normal',
    async run(context, batch, tools) {
      const { workspaceId, principal } = context.reader
      const { id, request, fileName, madeAt } = await readExport(executorOf(context), workspaceId, String(batch.input.export), principal.id)
      if (madeAt !== null) return
      // Rights may have been taken away since it was asked for.
      checkExport({ reader: context.reader, request, regionNames: parts.regionNames })
      let reported = 0
      try {
        const made = await makeFile(parts, context, request, async ({ rows, total }) => {
          if (performance.now() - reported < reportMilliseconds) return
          reported = performance.now()
          if (!(await tools.step(async () => ({ done: rows, total, checkpoint: {} })))) throw new Stopped()
        })
        const result = { export: id, fileName, rows: made.rows, size: made.size }
        const goesOn = await tools.step(async (inside) => {
          await keepMade(executorIn(inside), workspaceId, id, made, inside.clock.now().toISOString())
          await inside.audit('export.made', { object: request.object, details: auditOf(request, made, id) })
          return { done: made.rows, total: made.rows, checkpoint: { made: true }, result }
        })
        if (!goesOn) return
      } catch (error) {
        if (!(error instanceof Stopped)) throw error
      }
    },
  }
}

/** Somebody cancelled: the rows that are under way are not wanted any more. */
class Stopped extends Error {}
