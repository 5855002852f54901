// All that upper floors may use of the engine.
export { lendableObjects } from './access/acting.ts'
export { type Acting, delegationInForce, delegationsOf, endDelegation, lend } from './access/delegation.ts'
export { type Granted, grantedBy, levelBy, type RoleRights } from './access/effective.ts'
export { accessPredicate } from './access/predicate.ts'
export type { FieldLevel, Grants, Narrowing, Principal, RecordAction, Scope } from './access/principal.ts'
export { demandWholeRights, isMasked, levelFor, scopeFor, scopes } from './access/principal.ts'
export type { VisibleGroup } from './access/visible-to.ts'
export { actionWords, scopeWords } from './access/words.ts'
export { agreementChecks } from './agreement/agreement.ts'
export type { AgreementParts, Found } from './agreement/finding.ts'
export { type AuditEntry, type AuditQuery, auditEntries } from './audit/audit-log.ts'
export { auditKeptDays, keepAuditFor } from './audit/retention.ts'
export { type Clock, dateIn, fixedClock, systemClock } from './clock.ts'
export type { ActionContext, BulkResult, Context } from './context.ts'
export { decimalText, roundMoney } from './data/decimal.ts'
export { type SecretBox, secretBox } from './data/secret-box.ts'
export { type Executor, openDatabase } from './database.ts'
export { type ActionDefinition, defineAction } from './declare/action.ts'
export {
  type Address,
  type AnyRecordLink,
  type Field,
  type FieldDefinition,
  type FieldKind,
  type FieldMap,
  field,
  type Likened,
  type Money,
  type NameParts,
  type RecordLink,
} from './declare/field.ts'
export { type Label, type Locale, labelIn } from './declare/label.ts'
export { defineMessages, type Messages, messageText } from './declare/messages.ts'
export {
  defineObject,
  type NewRecord,
  type ObjectDefinition,
  type RecordChanges,
  type RecordOf,
  snake,
  systemFields,
} from './declare/object.ts'
export { buildRegistry, type Registry } from './declare/registry.ts'
export type { RollUp } from './declare/roll-up.ts'
export { usableSigns } from './duplicates/candidates.ts'
export { type Clash, type ClashChoice, countClashes, listClashes, openClash } from './duplicates/clashes.ts'
export { mergedInto } from './duplicates/merge.ts'
export { countPairs, type DuplicatePair, listPairs, noteEntry } from './duplicates/pairs.ts'
export { type DuplicatePolicy, declaredPolicy } from './duplicates/policy.ts'
export { shortNames } from './duplicates/short-names.ts'
export { type EntryWarning, similarRecords, textsOf, warnAtEntry } from './duplicates/similar.ts'
export { type SweepUnderWay, sweepState } from './duplicates/sweep-state.ts'
export { mergesInto } from './duplicates/unmerge.ts'
export { type ContextRequest, type Engine, type EngineOptions, type MadeWorkspace, openEngine } from './engine.ts'
export * from './errors.ts'
export { createConsumer } from './events/consumer.ts'
export type { EngineEvent, EventFeed } from './events/feed.ts'
export { createExports, type ExportState, type Exports, mostAtOnce, removeOldExports } from './export/exports.ts'
export { exportJob } from './export/job.ts'
export type { ExportParts } from './export/make-file.ts'
export { exportMessages } from './export/messages.ts'
export { type ExportRequest, exportRequestSchema, readExportRequest } from './export/request.ts'
export { checkExport, type RegionNames, writeExport } from './export/write-export.ts'
export { workbook } from './export/xlsx.ts'
export { escapedXml } from './export/xlsx-cells.ts'
export { idAt, isId, newId, timeOfId } from './ids.ts'
export type { Cause, CheckResult } from './import/check.ts'
export { importCheckJob } from './import/check-job.ts'
export { delimiters } from './import/dialect.ts'
export type { Effect } from './import/effects.ts'
export { encodings, type OpenFile } from './import/encoding.ts'
export { tableKinds } from './import/formats/kind.ts'
export { createImports, type Imports, type UploadedFile } from './import/imports.ts'
export { importCauses, importMessages } from './import/messages.ts'
export { originFields } from './import/origin.ts'
export { type ImportPlan, importPlanSchema } from './import/plan.ts'
export { importProjectMessages } from './import/project/messages.ts'
export { createImportProjects, type ImportProjects } from './import/project/projects.ts'
export type { ReconciledFile, Reconciliation } from './import/project/reconcile.ts'
export { importProjectCheckJob, importProjectJob, importProjectUndoJob } from './import/project/run-project.ts'
export type { ProjectFile, ProjectState, ProjectStatus, ProjectSummary } from './import/project/state.ts'
export type { RowProblem } from './import/read-row.ts'
export type { TableFormat, TableRow } from './import/read-table.ts'
export { type ImportKnowledge, type ImportSystem, type Recognised, recognise, type SystemTable } from './import/recognise.ts'
export { removeOldImports } from './import/remove-old.ts'
export { type ImportParts, type ImportResult, importJob } from './import/run.ts'
export type { KeptByUndo } from './import/runs.ts'
export { regionMatcher } from './import/session.ts'
export type { FieldChange, Verdict } from './import/sort-rows.ts'
export { type ImportState, paceOf } from './import/state.ts'
export type { KeptRow } from './import/store.ts'
export type { ImportTemplate } from './import/template-store.ts'
export { createImportTemplates, type ImportTemplates, type TemplateInput, templateInputSchema } from './import/templates.ts'
export { type Batch, type BatchStatus, insertBatch, type JobDefinition, type JobTools } from './jobs/batch.ts'
export { listedRefusals, type Refused, writeEach } from './jobs/bulk.ts'
export { nextNight } from './jobs/nightly.ts'
export { clockBehind } from './maintenance.ts'
export { engineMessages } from './messages.ts'
export { type ChoiceListDefinition, type ChoiceSeed, defineChoiceList } from './model/choice-list.ts'
export { objectRegister, type RegisteredObject } from './model/object-register.ts'
export { choice, customField, department, engineObjects, objectSetting, role, user } from './model/objects.ts'
export { removeWorkspace } from './model/remove-workspace.ts'
export { addWorkdays, isWorkday, type WorkCalendar, workdaysBetween } from './model/workdays.ts'
export type { Choice, ObjectModel, WorkspaceModel } from './model/workspace-model.ts'
export { type Notice, type NotificationKind, notificationKinds } from './notifications/notice.ts'
export type { Notifications } from './notifications/notifications.ts'
export { openPastLoader, type PastLoader } from './past/loader.ts'
export { type PastChange, type PastRecord, writePast } from './past/past-record.ts'
export { filledTables, makeIndexes, putAwayIndexes, tidyTables } from './past/put-away-indexes.ts'
export { type PersonalData, personalData } from './personal/archive.ts'
export { erasePerson } from './personal/erase.ts'
export { finishErasures, insertErasure } from './personal/log.ts'
export { rehearseErasure } from './personal/rehearse.ts'
export { demandSubject } from './personal/subject.ts'
export { isPoolRight, type OwnPool, ownPools, type PoolRight, throughPools } from './pools/access.ts'
export { checkPoolFilter, pool } from './pools/pool.ts'
export { idsOf } from './query/aggregate.ts'
export { compileFilter, type Filter, type Operator } from './query/filter.ts'
export type { ListQuery, RecordPage } from './query/list.ts'
export { demandRight, type Reader, readerOfSystem, visibleFields } from './query/reader.ts'
export { visibleRows } from './query/visible-rows.ts'
export {
  countedWalls,
  endOfSeries,
  firstOccurrence,
  mostOccurrences,
  type Occurrence,
  occurrencesBetween,
  type Series,
  wallsBetween,
} from './recurrence/expand.ts'
export { basicOfWall, endingAt, type RuleParts, readRule, ruleText, untilOnWall, wallOfBasic } from './recurrence/rule.ts'
export { betweenWalls, instantOf, isWallTime, laterOnWall, wallAt, zoneCalled } from './recurrence/wall-clock.ts'
export { differences } from './schema/compare.ts'
export { danglingLinks, recordsWithoutWords } from './schema/consistency.ts'
export { globalTables, schemaBreaches } from './schema/lint.ts'
export { makeMigration } from './schema/make-migration.ts'
export { ensurePartitions, keepHistorySince, partitionProblems } from './schema/partitions.ts'
export type { SearchHit } from './search/find.ts'
export { and, ident, join, or, param, raw, type Sql, sql } from './sql.ts'
export { mentionedIn, mentionOf, withoutMentionIds } from './text/mentions.ts'
export { readByCharacter, withoutTone } from './text/reading.ts'
export { rememberRecent } from './text/recent.ts'
export { type Holding, holdingsIn } from './transfer/holdings.ts'
export { startTransfer } from './transfer/job.ts'
export { keepSchema } from './transfer/keep.ts'
export { demandReceivers, movesOf, splitSchema, transferSchema } from './transfer/plan.ts'
export { previewTransfer } from './transfer/preview.ts'
export { demandUndoable, recentTransfers } from './transfer/recent.ts'
export type { Values, WriteRequest, Written } from './write/change.ts'
