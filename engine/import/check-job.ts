import type { JobDefinition } from '../jobs/batch.ts'
import { createDuplicateCheck, createTally } from './check.ts'
import { createDuplicateFinder } from './duplicates.ts'
import { recordProblems } from './judge-row.ts'
import { collectMissing, needsLookAhead } from './missing.ts'
import { createRowReader, hasError, type ReadRow, type RowProblem } from './read-row.ts'
import { readRows } from './read-table.ts'
import type { ImportParts } from './run.ts'
import { cellContext, executorIn, executorOf, lookupsFor, sourcesOf } from './session.ts'
import { readImport, updateImport } from './store.ts'

const rowsPerStep = 5_000
/** So many rows are read without a pause in which other requests are answered. */
const rowsAtOnce = 200

/** Reads the whole file as the import would, and writes nothing but what it found. */
export function importCheckJob(parts: ImportParts): JobDefinition {
  return {
    kind: 'importCheck',
    title: { zh: '检查导入文件', en: 'Check import file' },
    class: 'interactive',
    async run(context, batch, tools) {
      const { reader } = context
      const executor = executorOf(context)
      const stored = await readImport(executor, reader.workspaceId, String(batch.input.import))
      const { object, plan, format } = stored
      const names = stored.columns.map(({ name }) => name)
      const open = parts.files(reader.workspaceId, stored.fileHash)
      const sources = sourcesOf(context, object, plan, names)
      const lookups = await lookupsFor(executor, context, sources)
      const cells = cellContext(context, parts.regions)
      const look = collectMissing(sources, cells, lookups, { key: object, title: reader.object(object).definition.title })
      if (needsLookAhead(sources, object)) for await (const rows of readRows(open, format)) await look.add(rows)
      const rowReader = createRowReader({ reader, object, plan, names, cells, lookups, titles: look.result().titles, rehearsal: true })
      const duplicatesOf = createDuplicateCheck(createDuplicateFinder(executor, reader, object, plan))
      const tally = createTally()
      let done = 0
      for await (const rows of readRows(open, format, { size: rowsAtOnce })) {
        const reads = await rowReader.read(rows)
        const duplicates = await duplicatesOf(reads.filter((read) => !hasError(read)))
        for (const read of reads)
          tally.add(
            read,
            ownProblems(read, duplicates.get(read), () => recordProblems(reader, object, read)),
          )
        const before = done
        done += rows.length
        if (Math.floor(before / rowsPerStep) === Math.floor(done / rowsPerStep)) continue
        if (!(await tools.step(async () => ({ done, total: stored.rowCount, checkpoint: {} })))) return
      }
      await tools.step(async (inside) => {
        await updateImport(executorIn(inside), reader.workspaceId, stored.id, { check: tally.result() })
        return { done, total: stored.rowCount, checkpoint: {} }
      })
    },
  }
}

/** A field whose value is still to be made is not empty, and a row that is skipped or changes a record need not be whole. */
function ownProblems(read: ReadRow, duplicate: RowProblem | undefined, judge: () => RowProblem[]): RowProblem[] {
  if (duplicate) return [duplicate]
  return hasError(read) ? [] : judge()
}
