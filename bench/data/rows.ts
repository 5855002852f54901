import { crmActions, crmObjects } from '../../crm/index.ts'
import { type Rates, toColumns } from '../../engine/data/stored-value.ts'
import { columnsOf } from '../../engine/declare/columns.ts'
import type { FieldDefinition } from '../../engine/declare/field.ts'
import { buildRegistry } from '../../engine/index.ts'
import { engineObjects } from '../../engine/model/objects.ts'
import { type ObjectModel, objectModels } from '../../engine/model/workspace-model.ts'
import { typedChangeColumns, typedChangeTable } from '../../engine/schema/ddl.ts'
import type { PreparedChange } from '../../engine/write/change.ts'
import { changedKeys, historyChanges, searchRows, timelineRows, withFormulas } from '../../engine/write/effects.ts'
import { tokenVersion } from '../../engine/write/writer.ts'
import { vectorText } from './copy.ts'
import { idAt, randomFrom } from './random.ts'
import type { NewRecordAt } from './records.ts'

// Turns a record into the rows that the write path leaves behind, with the engine's own functions: the record, its history, its place in
// timelines, its words, its typed changes. Events are left out: those of old records have long been read and dropped.

const models: ReadonlyMap<string, ObjectModel> = objectModels(
  buildRegistry({ objects: [...engineObjects, ...crmObjects], actions: crmActions }),
  [],
)
export const loadedObjects = ['account', 'contact', 'activity', 'opportunity'] as const

const head = ['workspace_id', 'id', 'revision', 'created_at', 'created_by_id', 'changed_at', 'changed_by_id']
const historyColumns = [
  'workspace_id',
  'at',
  'id',
  'object',
  'record_id',
  'revision',
  'kind',
  'principal_id',
  'behalf_id',
  'through',
  'change_id',
  'changes',
]
const timelineColumns = ['workspace_id', 'object', 'record_id', 'at', 'id', 'kind', 'ref_object', 'ref_id', 'principal_id', 'changes']
const searchColumns = ['workspace_id', 'object', 'record_id', 'read_class', 'owner_id', 'title', 'tokens', 'token_version']

/** Every table that is filled, with its columns. */
export function filledTables(): Map<string, readonly string[]> {
  const tables = new Map<string, readonly string[]>([
    ['history', historyColumns],
    ['timeline_entry', timelineColumns],
    ['search_document', searchColumns],
  ])
  for (const key of loadedObjects) {
    const { definition } = modelOf(key)
    const columns = declaredFields(key).flatMap(([field, declared]) => columnsOf(field, declared).map((column) => column.name))
    tables.set(definition.table, [...head, ...columns])
    if (definition.typedChanges)
      tables.set(
        typedChangeTable(definition),
        typedChangeColumns(definition).map((column) => column.name),
      )
  }
  return tables
}

function modelOf(key: string): ObjectModel {
  const model = models.get(key)
  if (!model) throw new Error(`No object is called ${key}`)
  return model
}

function declaredFields(key: string): [string, FieldDefinition][] {
  return Object.entries(modelOf(key).definition.fields)
}

const rates: Rates = new Map([['CNY', { rate: '1', date: '2024-01-01', base: (amount: string) => amount }]])
/** Subjects of activities repeat; the words of each are found once. */
const knownWords = new Map<string, string>()

export function addRows(record: NewRecordAt, workspaceId: string, add: (table: string, row: readonly unknown[]) => void): void {
  const model = modelOf(record.object)
  const { definition, fields } = model
  const after = withFormulas(fields, record.values)
  const change: PreparedChange = {
    kind: 'create',
    model,
    id: record.id,
    from: 0,
    before: null,
    after,
    changed: changedKeys(fields, null, after),
  }
  const at = new Date(record.at).toISOString()
  const stored = (keys: readonly [string, FieldDefinition][]) =>
    keys.flatMap(([key, field]) => toColumns(key, field, after[key] ?? null, rates))
  const random = randomFrom(Number.parseInt(record.id.slice(-8), 16))
  const id = () => idAt(record.at, random)

  add(definition.table, [workspaceId, record.id, 1, at, record.owner, at, record.owner, ...stored(declaredFields(record.object))])
  add('history', [
    workspaceId,
    at,
    id(),
    definition.key,
    record.id,
    1,
    'create',
    record.owner,
    null,
    'import',
    id(),
    JSON.stringify(historyChanges(change)),
  ])
  for (const row of timelineRows(change, at)) {
    const changes = row.changes && JSON.stringify(row.changes)
    add('timeline_entry', [workspaceId, row.object, row.recordId, row.at, id(), row.kind, definition.key, record.id, record.owner, changes])
  }
  for (const row of searchRowsOf(change)) {
    add('search_document', [workspaceId, definition.key, record.id, row.readClass, row.ownerId, row.title, row.tokens, tokenVersion])
  }
  if (definition.typedChanges) {
    const watched = definition.typedChanges.map((key): [string, FieldDefinition] => [key, fields.get(key) as FieldDefinition])
    add(typedChangeTable(definition), [workspaceId, record.id, at, id(), record.owner, ...stored(watched)])
  }
}

function searchRowsOf(change: PreparedChange): { readClass: string; ownerId: string | null; title: string; tokens: string }[] {
  const owner = typeof change.after.owner === 'string' ? change.after.owner : null
  const title = String(change.after[change.model.definition.title])
  const known = change.model.definition.key === 'activity' ? knownWords.get(title) : undefined
  if (known !== undefined) return [{ readClass: 'general', ownerId: owner, title, tokens: known }]
  const rows = searchRows(change).map((row) => ({ ...row, tokens: vectorText(row.tokens.split('\u001f')) }))
  if (change.model.definition.key === 'activity') knownWords.set(title, rows[0]?.tokens ?? '')
  return rows
}
