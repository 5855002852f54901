import type { Context } from '../context.ts'
import type { Batch, JobDefinition, JobTools } from '../jobs/batch.ts'
import { sql } from '../sql.ts'
import type { OpenFile } from './encoding.ts'
import { createLookup } from './lookups.ts'
import type { Matcher } from './match-text.ts'
import { addChoices, collectMissing, makeRecords, needsLookAhead } from './missing.ts'
import { readRows } from './read-table.ts'
import type { ImportKnowledge } from './recognise.ts'
import { cellContext, executorIn, executorOf, keyOfRows, lookupsFor, sourcesOf } from './session.ts'
import { forgetPending, type KeptRow, keepRows, pendingReferences, readImport, type StoredImport } from './store.ts'
import { takeRows, writeEach } from './take-rows.ts'

/** Opens the bytes of an uploaded file. */
export type ImportFiles = (workspaceId: string, hash: string) => OpenFile

export type ImportParts = { files: ImportFiles; regions?: Matcher<string> | undefined; knowledge?: ImportKnowledge | undefined }

/** How an import ended, or how far it is. */
export type ImportResult = {
  created: number
  updated: number
  /** Records that held all of it already. */
  unchanged: number
  skipped: number
  rejected: number
  noted: number
  choices: number
  records: number
}

const none: ImportResult = { created: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0, noted: 0, choices: 0, records: 0 }
const chunkSize = 500

/** Takes a file in, as its plan says: parts of 500 rows, each whole or not at all, and goes on behind the last one after a crash. */
export function importJob(parts: ImportParts): JobDefinition {
  return {
    kind: 'import',
    title: { zh: '导入', en: 'Import' },
    told: true,
    class: 'bulk',
    originals: 'record',
    async run(context, batch, tools) {
      const workspaceId = context.reader.workspaceId
      const stored = await readImport(executorOf(context), workspaceId, String(batch.input.import))
      const progress = { done: batch.done, total: stored.rowCount, result: { ...none, ...(batch.result as Partial<ImportResult>) } }
      const work: Work = { stored, batch, tools, progress, open: parts.files(workspaceId, stored.fileHash), regions: parts.regions }
      const prepared = await makeMissing(context, work)
      if (prepared === null || !(await takeRows(prepared.context, prepared.titles, work))) return
      await setPendingReferences(prepared.context, work)
    },
  }
}

export type Work = {
  stored: StoredImport
  batch: Batch
  tools: JobTools
  progress: { done: number; total: number; result: ImportResult }
  open: OpenFile
  regions: Matcher<string> | undefined
}

/** Makes the choices and records that the plan wants made, before the first row needs them. Null when the job was cancelled. */
async function makeMissing(context: Context, work: Work): Promise<{ context: Context; titles: ReadonlySet<string> } | null> {
  const { stored, tools, progress } = work
  const names = stored.columns.map(({ name }) => name)
  const sources = sourcesOf(context, stored.object, stored.plan, names)
  if (!needsLookAhead(sources, stored.object)) return { context, titles: new Set() }
  const lookups = await lookupsFor(executorOf(context), context, sources, stored.plan.source)
  const look = collectMissing(
    sources,
    cellContext(context, work.regions),
    lookups,
    {
      key: stored.object,
      title: context.reader.object(stored.object).definition.title,
      keyOf: keyOfRows(context, stored.object, stored.plan, names),
    },
    context.reader.model.objects,
  )
  for await (const rows of readRows(work.open, stored.format)) await look.add(rows)
  const { choices, records, titles } = look.result()
  const checkpoint = work.batch.checkpoint ?? {}
  const muted = { muted: stored.plan.mute }
  if (choices.size > 0) {
    const goOn = await tools.step(async (inside) => {
      progress.result.choices += await addChoices(context, inside, choices)
      return { ...progress, checkpoint }
    }, muted)
    if (!goOn) return null
  }
  for (const [object, texts] of records) {
    const all = [...texts.values()]
    for (let at = 0; at < all.length; at += chunkSize) {
      const goOn = await tools.step(async (inside) => {
        await inside.query(sql`SAVEPOINT made`)
        const { made } = await makeRecords(context, inside, object, all.slice(at, at + chunkSize), look.details.of)
        if (made === 0) await inside.query(sql`ROLLBACK TO SAVEPOINT made`)
        progress.result.records += made
        return { ...progress, checkpoint }
      }, muted)
      if (!goOn) return null
    }
  }
  return { context: choices.size + records.size > 0 ? await tools.renew() : context, titles }
}

/** Parents that stand in the same file, wherever in it: by now all of them are there, or were refused. */
async function setPendingReferences(context: Context, work: Work): Promise<void> {
  const { stored, tools, progress, batch } = work
  const executor = executorOf(context)
  const { workspaceId } = context.reader
  let after = { row: 0, field: '' }
  if (batch.checkpoint?.phase === 'references') after = { row: Number(batch.checkpoint.row), field: String(batch.checkpoint.field) }
  let lookup: Awaited<ReturnType<typeof createLookup>> | undefined
  for (;;) {
    const pending = await pendingReferences(executor, workspaceId, stored.id, after, chunkSize)
    const last = pending.at(-1)
    if (last === undefined) {
      await forgetPending(executor, workspaceId, stored.id)
      return
    }
    lookup ??= await createLookup(executor, context.reader, stored.object)
    await lookup.prepare(pending.map(({ named }) => named))
    const found = pending.map((one) => ({ one, match: lookup?.match(one.named) ?? null }))
    const values = new Map<string, Record<string, string>>()
    for (const { one, match } of found) {
      if (match !== null && match !== 'several') values.set(one.recordId, { ...values.get(one.recordId), [one.field]: match.value })
    }
    const lost = found.filter(({ match }) => match === null || match === 'several')
    after = { row: last.rowNumber, field: last.field }
    const goOn = await tools.step(
      async (inside) => {
        const writes = [...values].map(([id, changes]) => ({
          request: { kind: 'update' as const, object: stored.object, id, values: changes },
        }))
        // Who may make records but not change them is told that the reference is missing.
        const refused = new Set([...(await writeEach(inside, writes)).keys()].map(({ request }) => request.id))
        const left = found.filter(({ one }) => refused.has(one.recordId))
        const noted = [...lost, ...left].map(({ one, match }): KeptRow => {
          const problem = {
            code: match === 'several' ? 'cell_names_several' : 'cell_left_empty',
            severity: 'warning' as const,
            parameters: { text: one.named },
            field: one.field,
            column: null,
            text: one.named,
          }
          return { number: one.rowNumber, cells: [], outcome: 'noted', problems: [problem] }
        })
        await keepRows(executorIn(inside), workspaceId, stored.id, noted)
        progress.result = { ...progress.result, noted: progress.result.noted + noted.length }
        return { ...progress, checkpoint: { phase: 'references', ...after } }
      },
      { muted: stored.plan.mute },
    )
    if (!goOn) return
  }
}
