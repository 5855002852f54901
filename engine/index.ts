// All that upper floors may use of the engine.
export type { FieldLevel, Grants, Principal, RecordAction, Scope } from './access/principal.ts'
export { levelFor, scopeFor, scopes } from './access/principal.ts'
export { type AuditEntry, type AuditQuery, auditEntries } from './audit/audit-log.ts'
export { type Clock, dateIn, fixedClock, systemClock } from './clock.ts'
export type { ActionContext, BulkResult, Context } from './context.ts'
export { decimalText, roundMoney } from './data/decimal.ts'
export { type SecretBox, secretBox } from './data/secret-box.ts'
export { type ActionDefinition, defineAction } from './declare/action.ts'
export {
  type Address,
  type AnyRecordLink,
  type Field,
  type FieldDefinition,
  type FieldKind,
  type FieldMap,
  field,
  type Money,
  type RecordLink,
} from './declare/field.ts'
export { type Label, type Locale, labelIn } from './declare/label.ts'
export { defineMessages, type Messages, messageText } from './declare/messages.ts'
export { defineObject, type NewRecord, type ObjectDefinition, type RecordChanges, type RecordOf, systemFields } from './declare/object.ts'
export { buildRegistry, type Registry } from './declare/registry.ts'
export { type ContextRequest, type Engine, type EngineOptions, openEngine } from './engine.ts'
export * from './errors.ts'
export type { EngineEvent, EventFeed } from './events/feed.ts'
export { createExports, type ExportState, type Exports, mostAtOnce, removeOldExports } from './export/exports.ts'
export { exportJob } from './export/job.ts'
export type { ExportParts } from './export/make-file.ts'
export { exportMessages } from './export/messages.ts'
export { type ExportRequest, exportRequestSchema, readExportRequest } from './export/request.ts'
export { checkExport, type RegionNames, writeExport } from './export/write-export.ts'
export { idAt, isId, newId, timeOfId } from './ids.ts'
export type { Cause, CheckResult } from './import/check.ts'
export { importCheckJob } from './import/check-job.ts'
export { delimiters } from './import/dialect.ts'
export type { Effect } from './import/effects.ts'
export { encodings, type OpenFile } from './import/encoding.ts'
export { createImports, type Imports, type UploadedFile } from './import/imports.ts'
export { importCauses, importMessages } from './import/messages.ts'
export { originFields } from './import/origin.ts'
export { type ImportPlan, importPlanSchema } from './import/plan.ts'
export { importProjectMessages } from './import/project/messages.ts'
export {
  createImportProjects,
  type ImportProjects,
  type ProjectFile,
  type ProjectState,
  type ProjectStatus,
  type ProjectSummary,
} from './import/project/projects.ts'
export type { ReconciledFile, Reconciliation } from './import/project/reconcile.ts'
export { importProjectCheckJob, importProjectJob, importProjectUndoJob } from './import/project/run-project.ts'
export type { RowProblem } from './import/read-row.ts'
export type { TableFormat, TableRow } from './import/read-table.ts'
export { type ImportKnowledge, type ImportSystem, type Recognised, recognise, type SystemTable } from './import/recognise.ts'
export { type ImportParts, type ImportResult, importJob } from './import/run.ts'
export type { KeptByUndo } from './import/runs.ts'
export { regionMatcher } from './import/session.ts'
export type { FieldChange, Verdict } from './import/sort-rows.ts'
export type { ImportState } from './import/state.ts'
export type { KeptRow } from './import/store.ts'
export type { ImportTemplate } from './import/template-store.ts'
export { createImportTemplates, type ImportTemplates, type TemplateInput, templateInputSchema } from './import/templates.ts'
export type { Batch, BatchStatus, JobDefinition, JobTools } from './jobs/batch.ts'
export { clockBehind } from './maintenance.ts'
export { engineMessages } from './messages.ts'
export { type ChoiceListDefinition, type ChoiceSeed, defineChoiceList } from './model/choice-list.ts'
export { choice, customField, department, engineObjects, role, user } from './model/objects.ts'
export type { Choice, ObjectModel, WorkspaceModel } from './model/workspace-model.ts'
export { openPastLoader, type PastLoader } from './past/loader.ts'
export { type PastChange, type PastRecord, writePast } from './past/past-record.ts'
export { filledTables, makeIndexes, putAwayIndexes, tidyTables } from './past/put-away-indexes.ts'
export type { Filter, Operator } from './query/filter.ts'
export type { ListQuery, RecordPage } from './query/list.ts'
export { type Reader, visibleFields } from './query/reader.ts'
export { differences } from './schema/compare.ts'
export { danglingLinks, recordsWithoutWords } from './schema/consistency.ts'
export { globalTables, schemaBreaches } from './schema/lint.ts'
export { makeMigration } from './schema/make-migration.ts'
export { ensurePartitions, keepHistorySince, partitionProblems } from './schema/partitions.ts'
export type { SearchHit } from './search/find.ts'
export { and, ident, join, or, param, raw, type Sql, sql } from './sql.ts'
export type { WriteRequest, Written } from './write/change.ts'
