import { ArrowRightLeft, CalendarPlus, Download, Merge, Pencil, Share2, Trash2, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { AssignDock } from '../../customers/assignment/AssignDock.tsx'
import { PoolDock } from '../../customers/pools/PoolDock.tsx'
import type { Count, Filter, ObjectMeta } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { formatCount, formatNumber } from '../../design/format.ts'
import { lazyPart } from '../../design/lazy-part.tsx'
import { usePreload } from '../../design/use-preload.ts'
import { useKeys } from '../../frame/keys.ts'
import { useText } from '../../text/index.ts'
import { accessTexts } from '../access/messages.ts'
import { messages as exportTexts } from '../export/messages.ts'
import { nothingChosen, type Selection } from '../grid/selection.ts'
import { messages } from './messages.ts'
import { chosenFilter, idFilter, mostAtOnce, useBulkChange } from './use-bulk-change.ts'
import { useActivityLink } from './use-log-activity.tsx'

const TransferDialog = lazyPart(async () => (await import('../transfer/TransferDialog.tsx')).TransferDialog)
const EditFieldDialog = lazyPart(async () => (await import('./EditFieldDialog.tsx')).EditFieldDialog)
const TasksDialog = lazyPart(async () => (await import('./TasksDialog.tsx')).TasksDialog)
const MergeDialog = lazyPart(async () => (await import('../duplicates/MergeDialog.tsx')).MergeDialog)
const ExportDialog = lazy(() => import('../export/ExportDialog.tsx').then((module) => ({ default: module.ExportDialog })))
const DeleteDialog = lazy(() => import('./DeleteDialog.tsx').then((module) => ({ default: module.DeleteDialog })))

const ShareDialog = lazy(async () => ({ default: (await import('../access/ShareDialog.tsx')).ShareDialog }))

type BulkDockProps = {
  object: ObjectMeta
  selection: Selection
  onSelect: (selection: Selection) => void
  filter: Filter | undefined
  /** What an export of the selection follows. */
  sort: readonly string[]
  columns: readonly string[]
  /** The pool whose list is shown. */
  pool: string | undefined
  total: Count | undefined
  /** Every row that was read is chosen: the rest can be, as a step of its own. */
  isAllRead: boolean
}

/** What can be done with the chosen rows, at the bottom, each with its key. */
export function BulkDock({ object, selection, onSelect, filter, sort, columns, pool, total, isAllRead }: BulkDockProps) {
  const t = useText(messages)
  const access = useText(accessTexts)
  const exportWords = useText(exportTexts)
  const label = useLabel()
  const [asking, setAsking] = useState<'transfer' | 'edit' | 'tasks' | 'merge' | 'share' | 'export' | 'delete' | null>(null)
  const change = useBulkChange(object, filter)
  usePreload(EditFieldDialog.preload, TransferDialog.preload)
  const count = selection.everything && total ? total.count : selection.ids.size
  const countText = selection.everything && total ? formatCount(total) : formatNumber(count)
  const objects = inSentence(label(count === 1 ? object.label : object.plural))
  const mayTransfer = object.may.update && object.fields.some(({ key, kind, readOnly }) => key === 'owner' && kind === 'user' && !readOnly)
  const mayChange = object.may.update
  const isShareable = mayChange && object.fields.some(({ key, kind }) => key === 'owner' && kind === 'user')
  const whyNot = count > 1 && !object.may.massUpdate ? t('massNotAllowed', { object: inSentence(label(object.plural)) }) : undefined

  const known = useActivityLink(object)
  const isManyAtOnce = selection.everything || selection.ids.size > mostAtOnce
  const mayMerge = object.duplicates !== undefined && object.may.update && object.may.delete
  const [first, second, third] = selection.everything ? [] : [...selection.ids]
  const two = first && second && !third ? ([first, second] as const) : undefined

  function remove(): void {
    if (isManyAtOnce) setAsking('delete')
    else {
      void change(selection, {
        message: (done) =>
          t('bulkDeleted', { count: formatNumber(done), object: inSentence(label(done === 1 ? object.label : object.plural)) }),
      })
      onSelect(nothingChosen)
    }
  }

  useKeys(t('selectionTools'), [
    ...(mayTransfer && !whyNot ? [{ keys: 't', label: t('transferKey'), run: () => setAsking('transfer') }] : []),
    ...(mayChange && !whyNot ? [{ keys: 'e', label: t('editCell'), run: () => setAsking('edit') }] : []),
    ...(mayMerge && two ? [{ keys: 'm', label: t('mergeKey'), run: () => setAsking('merge') }] : []),
    ...(object.may.delete && !whyNot ? [{ keys: 'Delete', label: t('delete'), run: remove }] : []),
    { keys: 'Escape', label: t('leaveSelection'), run: () => onSelect(nothingChosen) },
  ])

  return (
    <>
      <div className="ls-dock" role="toolbar" aria-label={t('selectionTools')}>
        <b aria-live="polite">{t(selection.everything ? 'selectedAll' : 'selected', { count: countText, object: objects })}</b>
        {isAllRead && object.may.massUpdate && !selection.everything && total && total.count > selection.ids.size && (
          <Button size="sm" look="text" onClick={() => onSelect({ ...selection, everything: true })}>
            {t('selectAll', { count: formatCount(total) })}
          </Button>
        )}
        <span className="sep" />
        {object.poolable && !selection.everything && (
          <PoolDock object={object} records={[...selection.ids]} pool={pool} whyNot={whyNot} onDone={() => onSelect(nothingChosen)} />
        )}
        {mayTransfer && pool === undefined && (
          <AssignDock
            object={object}
            filter={selection.everything ? (filter ?? { all: [] }) : chosenFilter([...selection.ids])}
            onDone={() => onSelect(nothingChosen)}
          />
        )}
        {mayTransfer && (
          <Button
            size="sm"
            whyNot={whyNot}
            icon={<ArrowRightLeft className="i s" aria-hidden="true" />}
            keys="T"
            onClick={() => setAsking('transfer')}
          >
            {t('transfer')}
          </Button>
        )}
        {mayChange && (
          <Button size="sm" whyNot={whyNot} icon={<Pencil className="i s" aria-hidden="true" />} keys="E" onClick={() => setAsking('edit')}>
            {t('editField')}
          </Button>
        )}
        {known && (
          <Button
            size="sm"
            whyNot={isManyAtOnce ? t('tasksFewer', { most: formatNumber(mostAtOnce) }) : undefined}
            icon={<CalendarPlus className="i s" aria-hidden="true" />}
            onClick={() => setAsking('tasks')}
          >
            {t('makeTasks')}
          </Button>
        )}
        {mayMerge && (
          <Button
            size="sm"
            whyNot={two ? undefined : t('mergeNeedsTwo')}
            icon={<Merge className="i s" aria-hidden="true" />}
            keys="M"
            onClick={() => setAsking('merge')}
          >
            {t('mergeTwo')}
          </Button>
        )}
        {isShareable && (
          <Button
            size="sm"
            whyNot={isManyAtOnce ? t('shareFewer', { most: formatNumber(mostAtOnce) }) : whyNot}
            icon={<Share2 className="i s" aria-hidden="true" />}
            onClick={() => setAsking('share')}
          >
            {access('share')}
          </Button>
        )}
        {object.may.export && (
          <Button size="sm" icon={<Download className="i s" aria-hidden="true" />} onClick={() => setAsking('export')}>
            {exportWords('exportSelected')}
          </Button>
        )}
        {object.may.delete && (
          <Button size="sm" whyNot={whyNot} icon={<Trash2 className="i s" aria-hidden="true" />} keys="Del" onClick={remove}>
            {t('delete')}
          </Button>
        )}
        <span className="sep" />
        <button
          type="button"
          className="ib"
          title={t('clearSelection')}
          aria-label={t('clearSelection')}
          onClick={() => onSelect(nothingChosen)}
        >
          <X className="i" aria-hidden="true" />
        </button>
      </div>
      <Suspense>
        {asking === 'transfer' && (
          <TransferDialog
            title={t('transferTitle', { count: countText, object: objects })}
            asked={{ object: object.key, filter: selection.everything ? (filter ?? { all: [] }) : chosenFilter([...selection.ids]) }}
            onClose={() => setAsking(null)}
          />
        )}
        {asking === 'edit' && (
          <EditFieldDialog object={object} count={countText} selection={selection} change={change} onClose={() => setAsking(null)} />
        )}
        {asking === 'tasks' && known && (
          <TasksDialog
            object={object}
            {...known}
            ids={[...selection.ids]}
            onClose={() => setAsking(null)}
            onDone={() => {
              setAsking(null)
              onSelect(nothingChosen)
            }}
          />
        )}
        {asking === 'merge' && two && (
          <MergeDialog
            object={object}
            ids={two}
            onClose={() => {
              setAsking(null)
              onSelect(nothingChosen)
            }}
          />
        )}
        {asking === 'share' && <ShareDialog object={object} ids={[...selection.ids]} title="" onClose={() => setAsking(null)} />}
        {asking === 'export' && (
          <ExportDialog
            object={object}
            filter={selection.everything ? filter : idFilter([...selection.ids])}
            sort={sort}
            columns={columns}
            onClose={() => setAsking(null)}
          />
        )}
        {asking === 'delete' && (
          <DeleteDialog
            object={object}
            count={countText}
            onClose={() => setAsking(null)}
            onDelete={() => {
              setAsking(null)
              void change(selection, { message: (done) => t('bulkDeleted', { count: formatNumber(done), object: objects }) })
              onSelect(nothingChosen)
            }}
          />
        )}
      </Suspense>
    </>
  )
}
