import type { Context } from '../context.ts'
import type { JobDefinition } from '../jobs/batch.ts'
import { createTally } from './check.ts'
import { createDuplicateFinder, type DuplicateFinder } from './duplicates.ts'
import { clearEffects, createEffectKeeper } from './effects.ts'
import { collectMissing, needsLookAhead } from './missing.ts'
import { createOutcomeKeeper, type Outcome } from './project/outcomes.ts'
import { promisedBefore, withPromised, withPromisedRecords } from './project/promised.ts'
import { createRowReader, hasError, type RowReader } from './read-row.ts'
import { readRows, type TableRow } from './read-table.ts'
import { createRepeatedKeys, type RepeatedKeys } from './repeated-keys.ts'
import type { ImportParts } from './run.ts'
import { cellContext, executorIn, executorOf, keyOfRows, lookupsFor, sourcesOf } from './session.ts'
import { createSorter, type SortedRow, type Verdict } from './sort-rows.ts'
import { finishCheck, readImport, type StoredImport } from './store.ts'
import { createUniqueCheck } from './unique-check.ts'

/** So many rows are read without a pause in which other requests are answered. */
const rowsAtOnce = 200
const rowsPerStep = 1_000

/** Reads the whole file as the import would, and writes nothing but what it found. */
export function importCheckJob(parts: ImportParts): JobDefinition {
  return {
    kind: 'importCheck',
    title: { zh: '检查导入文件', en: 'Check import file' },
    class: 'normal',
    async run(context, batch, tools) {
      const { reader } = context
      const executor = executorOf(context)
      const stored = await readImport(executor, reader.workspaceId, String(batch.input.import))
      const { object, plan, format } = stored
      const open = parts.files(reader.workspaceId, stored.fileHash)
      const { rowReader, look } = await readerFor(context, stored, parts)
      if (look) for await (const rows of readRows(open, format)) await look(rows)
      const finder = await withPromisedRecords(context, executor, stored, parts, createDuplicateFinder(executor, reader, object, plan))
      const repeated = await repeatedKeys(readRows(open, format), rowReader, finder)
      const uniques = createUniqueCheck(executor, reader, object)
      const sorter = createSorter({ executor, reader, object, plan, finder, uniques, rehearsal: { remembers: repeated.has } })
      const outcomes = createOutcomeKeeper(reader, stored)
      const effects = createEffectKeeper(stored.id, batch.id)
      const tally = createTally()
      let done = 0
      let found: SortedRow[] = []
      const keep = () =>
        tools.step(async (inside) => {
          const kept = found
          found = []
          await effects.keep(executorIn(inside), reader.workspaceId, kept)
          await outcomes?.keep(
            executorIn(inside),
            kept.map(({ read, verdict, recordId, kept: fields }) => ({ read, outcome: outcomeOf[verdict], recordId, kept: fields })),
          )
          return { done, total: stored.rowCount, checkpoint: {} }
        })
      // What an earlier check found is forgotten, and what this one wrote before it was broken off.
      const begun = await tools.step(async (inside) => {
        await clearEffects(executorIn(inside), reader.workspaceId, stored.id)
        await outcomes?.clear(executorIn(inside))
        return { done, total: stored.rowCount, checkpoint: {} }
      })
      if (!begun) return
      for await (const rows of readRows(open, format, { size: rowsAtOnce })) {
        for (const row of await sorter.sort(await rowReader.read(rows))) {
          tally.add(row)
          found.push(row)
        }
        done += rows.length
        if (found.length >= rowsPerStep && !(await keep())) return
      }
      if (!(await keep())) return
      await tools.step(async (inside) => {
        await finishCheck(executorIn(inside), reader.workspaceId, stored.id, batch.id, tally.result())
        return { done, total: stored.rowCount, checkpoint: {} }
      })
    },
  }
}

const outcomeOf: Readonly<Record<Verdict, Outcome>> = {
  create: 'created',
  update: 'updated',
  unchanged: 'unchanged',
  skip: 'skipped',
  ask: 'asked',
  reject: 'rejected',
}

/** Reads rows as the import would, with what it would have made before. `look` has to see the whole file first, where there is anything to see. */
async function readerFor(
  context: Context,
  stored: StoredImport,
  parts: ImportParts,
): Promise<{ rowReader: RowReader; look: ((rows: readonly TableRow[]) => Promise<void>) | null }> {
  const { reader } = context
  const { object, plan } = stored
  const names = stored.columns.map(({ name }) => name)
  const sources = sourcesOf(context, object, plan, names)
  const executor = executorOf(context)
  const lookups = withPromised(
    await lookupsFor(executor, context, sources, plan.source),
    await promisedBefore(context, executor, stored, parts),
  )
  const cells = cellContext(context, parts.regions)
  const look = collectMissing(sources, cells, lookups, {
    key: object,
    title: reader.object(object).definition.title,
    keyOf: keyOfRows(context, object, plan, names),
  })
  const { titles } = look.result()
  return {
    rowReader: createRowReader({ reader, object, plan, names, cells, lookups, titles, rehearsal: true }),
    look: needsLookAhead(sources, object) ? look.add : null,
  }
}

/** What a row before would have done has to be known where a later row means the same record: which these are is found out first. */
async function repeatedKeys(
  chunks: AsyncIterable<TableRow[]>,
  rowReader: RowReader,
  finder: DuplicateFinder | null,
): Promise<RepeatedKeys> {
  const keys = createRepeatedKeys()
  if (finder === null) return keys
  for await (const rows of chunks) {
    const sound = (await rowReader.read(rows)).filter((read) => !hasError(read))
    const named = sound.map((read) => finder.keysOf(read))
    for (const own of named) for (const key of own) keys.see(key)
    if (named.every((own) => own.length <= 1)) continue
    // Rows may name one record by different keys.
    const existing = await finder.existing([...new Set(named.flat())])
    for (const own of named) for (const id of new Set(own.flatMap((key) => existing.get(key) ?? []))) keys.see(id)
  }
  return keys
}
