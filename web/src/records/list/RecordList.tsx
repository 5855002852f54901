import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowUp, Kanban, Plus, Table2, Upload } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { poolOfView } from '../../customers/pools/pool-views.ts'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useListNews } from '../../data/list-news.ts'
import { inSentence, useLabel, useMeta, useObject } from '../../data/meta.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { formatNumber } from '../../design/format.ts'
import { lazyPart } from '../../design/lazy-part.tsx'
import { LoadError } from '../../design/states.tsx'
import { media, useMedia } from '../../design/use-media.ts'
import { usePreload } from '../../design/use-preload.ts'
import { useKeys } from '../../frame/keys.ts'
import { Page } from '../../frame/Page.tsx'
import { useText } from '../../text/index.ts'
import { ExportTool } from '../export/ExportTool.tsx'
import { FilterBar } from '../filter/FilterBar.tsx'
import { type ColumnChoice, type ColumnTotal, movedColumn, shiftedColumn } from '../grid/column-order.ts'
import { type GridColumn, gridColumns } from '../grid/columns.ts'
import { Grid, type GridHandle } from '../grid/Grid.tsx'
import { nothingChosen, type Selection, stillThere } from '../grid/selection.ts'
import { nextSort } from '../grid/sort-order.ts'
import { useRecordEdit } from '../page/use-record-edit.ts'
import { messages as viewTexts } from '../views/messages.ts'
import { useListState } from '../views/use-list-state.ts'
import { useSaveView } from '../views/use-save-view.ts'
import { ViewTabs } from '../views/ViewTabs.tsx'
import { BulkDock } from './BulkDock.tsx'
import { ColumnChooser } from './ColumnChooser.tsx'
import { useColumnWidths } from './column-widths.ts'
import { EmptyList } from './EmptyList.tsx'
import { GroupChooser } from './GroupChooser.tsx'
import './list.css'
import { messages } from './messages.ts'
import { PhoneList } from './PhoneList.tsx'
import { RowActions } from './RowActions.tsx'
import { TotalsRow } from './TotalsRow.tsx'
import { useListRead } from './use-list-read.ts'
import { useLogActivity } from './use-log-activity.tsx'
import { useOpenFromList } from './use-open-from-list.ts'

const CreateDialog = lazyPart(async () => (await import('../form/CreateDialog.tsx')).CreateDialog)
const StaleCell = lazy(() => import('./StaleCell.tsx').then((module) => ({ default: module.StaleCell })))
const PreviewDrawer = lazyPart(async () => (await import('./PreviewDrawer.tsx')).PreviewDrawer)

/** The records of an object: views, conditions, the grid, and what can be done with what is chosen in it. */
export function RecordList({ object: key }: { object: string }) {
  const t = useText(messages)
  const label = useLabel()
  const object = useObject(key)
  const { workspace } = useMeta()
  const isPhone = useMedia(media.phone)
  const state = useListState(object)
  const saving = useSaveView(object, state)
  const read = useListRead(object, state)
  const edit = useRecordEdit(object)
  const { log, dialog: logDialog } = useLogActivity(object)
  const preview = usePreview()
  const grid = useRef<GridHandle>(null)
  usePreload(CreateDialog.preload, PreviewDrawer.preload)
  const [selection, setSelection] = useState<Selection>(nothingChosen)
  const [isAdding, setAdding] = useState(false)
  const [isChoosingColumns, setChoosingColumns] = useState(false)
  const [isCreating, setCreating] = useState(false)
  const [dragWidth, setDragWidth] = useState<{ key: string; width: number } | null>(null)
  const { lines, total } = read
  const news = useListNews(key, read.listKey)
  const open = useOpenFromList(object, state, read)

  const widths = useColumnWidths(`${key}/${state.view.key}`)
  const choices = widths
    .widened(withTitle(state.columns, object.title))
    .map((column) => (column.key === dragWidth?.key ? { ...column, width: dragWidth.width } : column))
  const choicesKey = JSON.stringify(choices)
  // biome-ignore lint/correctness/useExhaustiveDependencies: heads are written in the language that `label` speaks
  const columns = useMemo(() => gridColumns(object, choices, workspace.currency), [object, choicesKey, workspace.currency, label])
  const isWhole = lines.loaded.length === lines.count
  const chosen = useMemo(
    () =>
      // Only of a list that is here as a whole can be said which rows are gone.
      isWhole
        ? stillThere(
            selection,
            lines.loaded.map(({ id }) => id),
          )
        : selection,
    [selection, lines.loaded, isWhole],
  )
  const mayChoose = object.may.update || object.may.delete || object.may.export || poolOfView(state.view.key) !== undefined
  const name = inSentence(label(object.label))
  const isEmpty = !read.isPending && read.isEmpty

  // Another view or filter is another list: what was chosen in the one before means nothing in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is the reason
  useEffect(() => setSelection(nothingChosen), [state.view.key, state.filter])

  useKeys(t('keysOfList'), [
    { keys: 'j', label: t('nextRow'), run: () => grid.current?.step(1) },
    { keys: 'k', label: t('previousRow'), run: () => grid.current?.step(-1) },
    { keys: 'Enter', label: t('openRow') },
    { keys: 'Space', label: t('previewRow') },
    { keys: 'x', label: t('selectRow'), run: () => grid.current?.toggle() },
    { keys: 'e', label: t('editCell'), run: () => grid.current?.edit() },
    ...(mayChoose ? [{ keys: 'Shift+ArrowDown', label: t('extendRows') }] : []),
    { keys: 'f', label: t('filterKey'), run: () => setAdding(true) },
    ...(object.may.create ? [{ keys: 'n', label: t('new', { object: name }), run: () => setCreating(true) }] : []),
    ...(preview.id === undefined ? [] : [{ keys: 'Escape', label: t('closePreview'), run: () => preview.show(undefined) }]),
    ...(log ? [{ keys: 'l', label: t('log'), run: () => withCurrent(log) }] : []),
  ])

  function withCurrent(act: (record: RecordJson) => void): void {
    const record = grid.current?.current()
    if (record) act(record)
  }

  function resize(column: string, width: number, isFinal: boolean): void {
    setDragWidth(isFinal ? null : { key: column, width })
    if (isFinal) widths.resize(column, width)
  }

  function chooseTotal(column: string, total: ColumnTotal): void {
    state.setColumns(state.columns.map((one) => (one.key === column ? { ...one, total } : one)))
  }

  function refuse(column: GridColumn): void {
    const field = label(column.field.label)
    const why = !object.may.update
      ? t('notAllowed', { object: name })
      : column.field.masked
        ? t('maskedField', { field })
        : t('readOnly', { field })
    showToast({ kind: 'told', text: why, seconds: 4 })
  }

  const pool = poolOfView(state.view.key)
  const shownColumns = state.columns.map((column) => column.key)
  const createFromList = () => setCreating(true)
  return (
    <Page
      object={object}
      title={state.view.key === 'all' ? undefined : state.view.name}
      tools={
        <>
          {object.may.import && object.may.create && (
            <Link
              to="/imports/new"
              search={{ object: key }}
              className="ib"
              title={t('import', { object: name })}
              aria-label={t('import', { object: name })}
            >
              <Upload className="i" aria-hidden="true" />
            </Link>
          )}
          <ExportTool object={object} filter={state.filter} sort={state.sort} columns={shownColumns} />
        </>
      }
    >
      <ViewTabs object={object} state={state} saving={saving} count={total}>
        {object.board && <LayoutChoice object={object} />}
      </ViewTabs>
      <FilterBar object={object} value={state.filter} onChange={state.setFilter} isAdding={isAdding} onAdding={setAdding}>
        {state.isChanged && !isPhone && <UnsavedView state={state} saving={saving} />}
        {!isPhone && <GroupChooser object={object} grouping={state.grouping} onChange={state.setGrouping} />}
        {!isPhone && (
          <ColumnChooser
            object={object}
            columns={state.columns}
            onChange={state.setColumns}
            onUsualWidths={widths.hasOwn ? widths.reset : undefined}
            isOpen={isChoosingColumns}
            onOpen={setChoosingColumns}
          />
        )}
        {object.may.create && (
          <Button size="sm" look="primary" icon={<Plus className="i s" aria-hidden="true" />} keys="N" onClick={createFromList}>
            {t('new', { object: name })}
          </Button>
        )}
      </FilterBar>
      {read.error && <LoadError error={read.error} onRetry={read.reload} />}
      {isEmpty && !read.error ? (
        <EmptyList
          object={object}
          filter={state.filter}
          onFilter={state.setFilter}
          onNew={object.may.create ? createFromList : undefined}
        />
      ) : read.error && lines.loaded.length === 0 ? null : isPhone ? (
        <PhoneList
          object={object}
          label={t('gridLabel', { object: name })}
          columns={state.columns}
          lines={lines}
          listKey={read.listKey}
          isPending={read.isPending}
          onGroup={read.toggleGroup}
          selection={chosen}
          onSelect={mayChoose ? setSelection : undefined}
          onOpen={open.remember}
        />
      ) : (
        <Grid
          ref={grid}
          object={object}
          label={t('gridLabel', { object: name })}
          memory={`${key}/${state.view.key}`}
          columns={columns}
          lines={lines}
          listKey={read.listKey}
          isPending={read.isPending}
          isStale={read.isStale}
          onGroup={read.toggleGroup}
          notice={
            news.count > 0 && (
              <div className="rg-notice">
                <Button
                  size="sm"
                  icon={<ArrowUp className="i s" aria-hidden="true" />}
                  onClick={() => {
                    news.show()
                    grid.current?.toTop()
                  }}
                >
                  {t('newRows', { count: formatNumber(news.count) })}
                </Button>
              </div>
            )
          }
          sort={state.sort}
          onSort={(column, joins) => state.setSort(nextSort(state.sort, column, joins))}
          onResize={resize}
          onMoveColumn={(column, before) => state.setColumns(movedColumn(state.columns, column, before))}
          onShiftColumn={(column, by) => state.setColumns(shiftedColumn(state.columns, column, by, object.title))}
          selection={mayChoose ? chosen : undefined}
          onSelect={mayChoose ? setSelection : undefined}
          onOpen={open.open}
          isPreviewing={preview.id !== undefined}
          onPreview={(record) => preview.show(preview.id === record.id ? undefined : record.id)}
          onCursor={(record) => preview.id !== undefined && preview.show(record.id)}
          onChange={(record, column, value, begun) => edit.save(record, { [column.key]: value }, begun)}
          onRefuse={refuse}
          rowActions={(record) => (
            <RowActions object={object} record={record} pool={pool} onPreview={({ id }) => preview.show(id)} onLog={log} />
          )}
          totals={
            <TotalsRow
              object={object}
              columns={columns}
              chosen={read.chosenTotals}
              onChoose={chooseTotal}
              count={total}
              totals={read.totals}
              withCheck={mayChoose}
            />
          }
        />
      )}
      {mayChoose && chosen.ids.size > 0 && (
        <BulkDock
          object={object}
          selection={chosen}
          onSelect={setSelection}
          filter={state.filter}
          sort={state.sort}
          columns={shownColumns}
          pool={pool}
          total={total}
          isAllRead={chosen.ids.size > 0 && lines.loaded.every(({ id }) => chosen.ids.has(id))}
        />
      )}
      <Suspense>
        {preview.id !== undefined && (
          <PreviewDrawer
            object={object}
            id={preview.id}
            onClose={() => preview.show(undefined)}
            onOpen={() => preview.id !== undefined && open.remember({ id: preview.id })}
          />
        )}
        {isCreating && <CreateDialog object={key} onClose={() => setCreating(false)} onCreated={() => setCreating(false)} />}
      </Suspense>
      {logDialog}
      <Suspense>{edit.stale && <StaleCell object={object} edit={edit} />}</Suspense>
    </Page>
  )
}

/** The title is always shown, chosen or not. */
function withTitle(columns: readonly ColumnChoice[], title: string): readonly ColumnChoice[] {
  return columns.some(({ key }) => key === title) ? columns : [{ key: title }, ...columns]
}

/** The record in the drawer stands in the address, so that a look can be shared and gone back to. */
function usePreview() {
  const navigate = useNavigate()
  const { open: id } = useSearch({ from: '/frame/$route' })
  return {
    id,
    show: (next: string | undefined) =>
      void navigate({
        to: '.',
        search: ({ open: _, ...rest }: Record<string, unknown>) => (next === undefined ? rest : { ...rest, open: next }),
        replace: id !== undefined,
      }),
  }
}

function UnsavedView({ state, saving }: { state: ReturnType<typeof useListState>; saving: ReturnType<typeof useSaveView> }) {
  const t = useText(viewTexts)
  return (
    <>
      <Button size="xs" look="bare" onClick={state.revert}>
        {t('revert')}
      </Button>
      <Button size="xs" look="text" onClick={() => void saving.save()}>
        {t('saveView')}
      </Button>
    </>
  )
}

function LayoutChoice({ object }: { object: ObjectMeta }) {
  const t = useText(messages)
  return (
    // biome-ignore lint/a11y/useSemanticElements: two links side by side, not a form
    <div className="seg" role="group" aria-label={t('layout')}>
      <span className="on" aria-current="page">
        <Table2 className="i s" aria-hidden="true" />
        {t('list')}
      </span>
      <Link to="/$route/board" params={{ route: object.route }} search={(before: Record<string, unknown>) => before}>
        <Kanban className="i s" aria-hidden="true" />
        {t('board')}
      </Link>
    </div>
  )
}
