import { useMemo } from 'react'
import type { RecordJson } from '../data/client.ts'
import { useList } from '../data/records.ts'
import { useLanguage } from '../text/index.ts'
import { type Outcome, type Stage, stageColor } from './stage-order.ts'

export type Pipeline = { id: string; name: string; isDefault: boolean }

/** The pipelines in use, the default one first. */
export function usePipelines(enabled = true): { pipelines: readonly Pipeline[]; isPending: boolean } {
  const { records, isPending } = useList(
    'pipeline',
    { filter: { field: 'active', op: 'is', value: true }, fields: ['name', 'isDefault'], sort: ['createdAt'], limit: 100 },
    { enabled },
  )
  const pipelines = useMemo(
    () =>
      records
        .map((record) => ({ id: record.id, name: String(record['name'] ?? ''), isDefault: record['isDefault'] === true }))
        .sort((a, b) => Number(b.isDefault) - Number(a.isDefault)),
    [records],
  )
  return { pipelines, isPending }
}

/** The stages of a pipeline in their order: open ones, then won and lost. */
export function useStages(pipeline: string | undefined): { stages: readonly Stage[]; isPending: boolean } {
  const language = useLanguage()
  const { records, isPending, isStale } = useList(
    'stage',
    {
      filter: {
        all: [
          { field: 'pipeline', op: 'is', value: pipeline ?? '' },
          { field: 'active', op: 'is', value: true },
        ],
      },
      fields: ['name', 'nameEn', 'position', 'probability', 'outcome', 'stuckAfterDays'],
      sort: ['position'],
      limit: 60,
    },
    { enabled: pipeline !== undefined },
  )
  const stages = useMemo(() => stagesOf(records, language === 'en'), [records, language])
  return { stages: isStale ? none : stages, isPending: isPending || isStale }
}
const none: readonly Stage[] = []

function stagesOf(records: readonly RecordJson[], isEnglish: boolean): Stage[] {
  const outcomeOf = (record: RecordJson): Outcome =>
    record['outcome'] === 'won' || record['outcome'] === 'lost' ? record['outcome'] : 'open'
  const open = records.filter((record) => outcomeOf(record) === 'open')
  const rank = { open: 0, won: 1, lost: 2 }
  return records
    .map((record) => {
      const outcome = outcomeOf(record)
      const stuck = record['stuckAfterDays']
      return {
        id: record.id,
        name: (isEnglish && String(record['nameEn'] ?? '')) || String(record['name'] ?? ''),
        probability: Number(record['probability'] ?? 0),
        outcome,
        stuckAfterDays: typeof stuck === 'number' ? stuck : null,
        color: outcome === 'open' ? stageColor(open.indexOf(record), open.length) : `var(--stage-${outcome})`,
      }
    })
    .sort((a, b) => rank[a.outcome] - rank[b.outcome])
}
