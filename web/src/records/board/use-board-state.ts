import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Filter, Group, Lane, Money, ObjectMeta, RecordJson } from '../../data/client.ts'
import { linkId } from '../../data/links.ts'
import { useMeta } from '../../data/meta.ts'
import { laneKey, patchRecord, recordKeys, useBoard, useGroups, useUpdateRecord } from '../../data/records.ts'
import type { Stage } from '../../sales/stage-order.ts'
import { type StageMove, useChangeStage } from '../../sales/use-change-stage.ts'
import { useText } from '../../text/index.ts'
import { both } from '../filter/filter-tree.ts'
import { type LaneModel, useLanes } from './lane-model.ts'
import { withMovedSums } from './lanes.ts'
import { boardTexts } from './messages.ts'

const cardsPerLane = 20
/** What cards may show, of those fields that the object has. */
const cardFields = [
  'account',
  'companyName',
  'probability',
  'owner',
  'nextStep',
  'nextActivityAt',
  'stageChangedAt',
  'closeDate',
  'pipeline',
  'level',
  'source',
  'createdAt',
]

/** Lanes, cards and sums of a board, and moving a card between lanes. */
export function useBoardState(object: ObjectMeta, listFilter: Filter | undefined) {
  const t = useText(boardTexts)
  const cache = useQueryClient()
  const { workspace } = useMeta()
  const { pipeline: wanted } = useSearch({ strict: false })
  const { by, lanes, isPending, pipelines, pipeline } = useLanes(object, wanted)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const declared = object.board
  const filter = both(pipeline ? { field: 'pipeline', op: 'is', value: pipeline.id } : undefined, listFilter)
  const shown = lanes.filter((lane) => lane.outcome === 'open' || opened.has(lane.id))
  const isReady = declared !== undefined && shown.length > 0

  const sums = {
    by: declared?.groupBy ?? '',
    ...(filter ? { filter } : {}),
    ...(declared?.sum ? { sum: declared.sum } : {}),
    ...(declared?.weighted ? { weighted: declared.weighted } : {}),
  }
  const board = useBoard(
    object.key,
    {
      by: declared?.groupBy ?? '',
      ...(filter ? { filter } : {}),
      sort: declared ? [declared.sort] : [],
      fields: fieldsOf(object),
      limit: cardsPerLane,
      lanes: shown.map(({ id }) => id),
    },
    { enabled: isReady },
  )
  const groups = useGroups(object.key, sums, { enabled: isReady })
  const groupsKey = recordKeys.of(object.key, 'groups', sums)

  /** Card and sums in the new lane, before the server has said so; returns what takes both back. */
  function show(record: RecordJson, lane: LaneModel): () => void {
    // An answer under way would put the card back for a moment. What was shown stays; the board is read again when the move is done.
    void cache.cancelQueries({ queryKey: recordKeys.of(object.key, 'board') }, { revert: false, silent: true })
    void cache.cancelQueries({ queryKey: recordKeys.of(object.key, 'groups') }, { revert: false, silent: true })
    const before = cache.getQueryData<{ groups: Group[] }>(groupsKey)
    const takeBack = board.move(record.id, lane.id)
    if (before) cache.setQueryData(groupsKey, { groups: withMovedSums(before.groups, laneKey, sumsMove(record, lane)) })
    return () => {
      takeBack()
      cache.setQueryData(groupsKey, before)
    }
  }

  function sumsMove(record: RecordJson, lane: LaneModel) {
    const amount = baseAmount(record[declared?.sum ?? ''], workspace.currency)
    const weightedBefore = baseAmount(record[declared?.weighted ?? ''], workspace.currency)
    return {
      from: laneOf(record, declared?.groupBy ?? ''),
      to: lane.id,
      amount,
      weightedBefore,
      weightedAfter: amount * ((lane.probability ?? 0) / 100),
    }
  }

  const changeStage = useChangeStage(({ opportunity, stage }: StageMove) => show(opportunity, stage))
  const update = useUpdateRecord(object.key)

  function move(record: RecordJson, lane: LaneModel, lossReason?: string): void {
    if (by?.to === 'stage') {
      changeStage({ opportunity: record, stage: lane as Stage, lossReason })
      return
    }
    const takeBack = show(record, lane)
    const title = String(record[object.title] ?? '')
    update.mutate(
      { id: record.id, changes: { [by?.key ?? '']: lane.id }, revision: record.revision, message: t('moved', { title, lane: lane.name }) },
      {
        onError: () => {
          takeBack()
          patchRecord(object.key, record.id, (now) => ({ ...now, ...record }))
        },
      },
    )
  }

  return {
    by,
    pipelines,
    pipeline,
    filter,
    lanes: lanes.map((lane) => ({
      model: lane,
      cards: board.lanes.find((one) => laneKey(one.key) === lane.id),
      group: groups.data?.groups.find((group) => laneKey(group.key) === lane.id),
      isClosed: lane.outcome !== 'open' && !opened.has(lane.id),
    })),
    isPending: isPending || (isReady && board.isPending),
    hasSums: groups.data !== undefined,
    error: board.error,
    reload: board.reload,
    loadMore: (lane: Lane) => void board.loadMore(lane),
    loadingLane: board.loadingLane,
    move,
    toggle: (id: string) => setOpened((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id])),
  }
}

export type BoardState = ReturnType<typeof useBoardState>
export type BoardLane = BoardState['lanes'][number]

function fieldsOf(object: ObjectMeta): string[] {
  const { groupBy, sum, weighted, sort } = object.board ?? { groupBy: '', sort: '' }
  const wanted = [object.title, groupBy, sum, weighted, sort.replace(/^-/, ''), ...cardFields]
  const known = new Set([...object.fields.map((field) => field.key), 'createdAt'])
  return [...new Set(wanted)].filter((key): key is string => key !== undefined && known.has(key))
}

export function laneOf(record: RecordJson, by: string): string {
  const value = record[by]
  return linkId(value) ?? (value === null || value === undefined ? '' : String(value))
}

/** Sums are in the workspace's currency; what is in another one is left to the server. */
function baseAmount(value: unknown, currency: string): number {
  const money = value as Money | null | undefined
  return money && typeof money === 'object' && money.currency === currency ? Number(money.amount) : 0
}
