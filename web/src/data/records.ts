export { cachedRecord, patchRecord, recordKeys, rereadObject } from './cache.ts'
export {
  type BoardRead,
  type ListRead,
  laneKey,
  listQuery,
  recordQuery,
  useBoard,
  useCount,
  useExplain,
  useGroups,
  useHistory,
  useList,
  useRecord,
  useRelated,
  useRhythm,
  useSearch,
  useTimeline,
  useTotals,
  useTree,
} from './read-records.ts'
export { undoChange, useUndo } from './undo.ts'
export {
  type RecordUpdate,
  showUndo,
  titleOf,
  useAction,
  useBulk,
  useBulkByFilter,
  useCreateRecord,
  useRemoveRecord,
  useRestoreRecord,
  useUpdateRecord,
} from './write-records.ts'
