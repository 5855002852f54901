import { useNavigate } from '@tanstack/react-router'
import { ChevronDown, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ObjectMeta, RecordJson, Values } from '../../data/client.ts'
import { fieldOf, inSentence, useLabel, useObject } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { Icon } from '../../design/Icon.tsx'
import { Menu } from '../../design/Menu.tsx'
import { Segmented } from '../../design/Segmented.tsx'
import { Empty, LoadError } from '../../design/states.tsx'
import { useKeys } from '../../frame/keys.ts'
import { Page } from '../../frame/Page.tsx'
import { LossDialog } from '../../sales/LossDialog.tsx'
import { PipelineSummary } from '../../sales/PipelineSummary.tsx'
import { useText } from '../../text/index.ts'
import { ExportTool } from '../export/ExportTool.tsx'
import { FilterBar } from '../filter/FilterBar.tsx'
import { rememberWalk } from '../page/walk.ts'
import { useListState } from '../views/use-list-state.ts'
import { useSaveView } from '../views/use-save-view.ts'
import { ViewTabs } from '../views/ViewTabs.tsx'
import { Board } from './Board.tsx'
import './board.css'
import type { LaneModel } from './lane-model.ts'
import { boardTexts } from './messages.ts'
import { type BoardState, useBoardState } from './use-board-state.ts'

const CreateDialog = lazy(async () => ({ default: (await import('../form/CreateDialog.tsx')).CreateDialog }))

/** Records as cards in the lanes of a stage or status: what stands where, how much it is worth, and what is next. */
export function RecordBoard({ object: key }: { object: string }) {
  const t = useText(boardTexts)
  const label = useLabel()
  const navigate = useNavigate()
  const object = useObject(key)
  const state = useListState(object)
  const saving = useSaveView(object, state)
  const board = useBoardState(object, state.filter)
  const [isAdding, setAdding] = useState(false)
  const [creating, setCreating] = useState<Values | null>(null)
  const [losing, setLosing] = useState<{ record: RecordJson; lane: LaneModel } | null>(null)
  const name = inSentence(label(object.label))
  const sort = fieldOf(object, object.board?.sort.replace(/^-/, '') ?? '')
  const [first] = board.lanes

  useKeys(t('keysOfBoard'), [
    ...(object.may.create && first
      ? [{ keys: 'n', label: t('new', { object: name }), run: () => setCreating(startIn(board, first.model)) }]
      : []),
    { keys: 'f', label: t('filterKey'), run: () => setAdding(true) },
    { keys: 'Enter', label: t('open') },
    ...(object.may.update ? [{ keys: 'Mod+ArrowRight', label: t('moveOn') }] : []),
  ])

  function move(record: RecordJson, lane: LaneModel): void {
    if (lane.outcome === 'lost') setLosing({ record, lane })
    else board.move(record, lane)
  }

  function open(record: RecordJson): void {
    const ids = board.lanes.flatMap(({ cards }) => cards?.records.map(({ id }) => id) ?? [])
    rememberWalk({
      object: key,
      title: state.view.name,
      href: location.pathname + location.search,
      query: {},
      ids,
      next: null,
      total: null,
    })
    void navigate({ to: '/$route/$id', params: { route: object.route, id: record.id } })
  }

  const count = board.hasSums ? { count: board.lanes.reduce((sum, { group }) => sum + (group?.count ?? 0), 0), exact: true } : undefined
  return (
    <Page
      object={object}
      title={board.pipeline?.name ?? t('board')}
      place={<PipelineMenu board={board} />}
      tools={<ExportTool object={object} filter={board.filter} sort={state.sort} columns={state.columns.map((column) => column.key)} />}
    >
      <ViewTabs object={object} state={state} saving={saving} count={count}>
        <Segmented
          label={t('layout')}
          value="board"
          options={[
            ['list', t('list')],
            ['board', t('board')],
          ]}
          onChange={(layout) =>
            layout === 'list' && void navigate({ to: '/$route', params: { route: object.route }, search: (now: object) => now })
          }
        />
      </ViewTabs>
      <FilterBar object={object} value={state.filter} onChange={state.setFilter} isAdding={isAdding} onAdding={setAdding}>
        {board.by && <span className="board-note">{t('groupedBy', { field: label(board.by.label) })}</span>}
        {sort && <span className="board-note">{t('sortedBy', { field: label(sort.label) })}</span>}
        {object.may.create && first && (
          <Button
            look="primary"
            size="sm"
            keys="N"
            icon={<Plus className="i s" aria-hidden="true" />}
            onClick={() => setCreating(startIn(board, first.model))}
          >
            {t('new', { object: name })}
          </Button>
        )}
      </FilterBar>
      {board.pipeline && <PipelineSummary board={board} filter={state.filter} onFilter={state.setFilter} />}
      {board.error && <LoadError error={board.error} onRetry={board.reload} />}
      {board.by?.to === 'stage' && !board.isPending && !board.pipeline ? (
        <Empty icon={<Icon name="chart-no-axes-gantt" />} title={t('noPipeline')}>
          {t('noPipelineHelp')}
        </Empty>
      ) : (
        <Board
          object={object}
          board={board}
          onMove={move}
          onOpen={open}
          onAdd={object.may.create ? (lane) => setCreating(startIn(board, lane)) : undefined}
        />
      )}
      {creating && (
        <Suspense>
          <CreateDialog object={key} initial={creating} onClose={() => setCreating(null)} onCreated={() => setCreating(null)} />
        </Suspense>
      )}
      {losing && (
        <LossDialog
          title={titleOf(object, losing.record)}
          onClose={() => setLosing(null)}
          onChoose={(reason) => {
            board.move(losing.record, losing.lane, reason)
            setLosing(null)
          }}
        />
      )}
    </Page>
  )
}

/** A new card starts in the lane whose plus was pressed. */
function startIn(board: BoardState, lane: LaneModel): Values {
  const { by, pipeline } = board
  if (!by) return {}
  const value = by.to === undefined ? lane.id : { id: lane.id, title: lane.name }
  return { [by.key]: value, ...(pipeline ? { pipeline: { id: pipeline.id, title: pipeline.name } } : {}) }
}

function titleOf(object: ObjectMeta, record: RecordJson): string {
  return String(record[object.title] ?? '')
}

function PipelineMenu({ board }: { board: BoardState }) {
  const t = useText(boardTexts)
  const navigate = useNavigate()
  if (board.pipelines.length < 2 || !board.pipeline) return null
  return (
    <Menu
      label={t('choosePipeline')}
      entries={board.pipelines.map((one) => ({
        label: one.name,
        checked: one.id === board.pipeline?.id,
        run: () => void navigate({ to: '.', search: (now: Record<string, unknown>) => ({ ...now, pipeline: one.id }) }),
      }))}
    >
      {(opener) => (
        <button type="button" className="ib sm" aria-label={t('choosePipeline')} title={t('choosePipeline')} {...opener}>
          <ChevronDown className="i s" aria-hidden="true" />
        </button>
      )}
    </Menu>
  )
}
