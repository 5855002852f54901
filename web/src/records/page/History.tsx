import { ArrowRight, RotateCcw, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { HistoryEntry, ObjectMeta, RecordJson } from '../../data/client.ts'
import { fieldOf, useLabel } from '../../data/meta.ts'
import { useHistory, useUndo } from '../../data/records.ts'
import { Avatar } from '../../design/Avatar.tsx'
import { Button } from '../../design/Button.tsx'
import { dayOf, formatExactDateTime, timeOf } from '../../design/format.ts'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { isEditable, sameValue } from '../fields/editor.ts'
import { FieldEditor } from '../fields/FieldEditor.tsx'
import { ChangedValue } from '../timeline/ChangedValue.tsx'
import { byDay, dayHeading } from '../timeline/days.ts'
import { AsOf } from './AsOf.tsx'
import { pageTexts } from './messages.ts'
import type { PageEdit } from './use-page-edit.ts'

type Props = { object: ObjectMeta; record: RecordJson; edit: PageEdit }

/** Who changed what and when; every earlier value can be brought back on its own. */
export function History({ object, record, edit }: Props) {
  const t = useText(pageTexts)
  const label = useLabel()
  const { entries, isPending, error, hasMore, isLoadingMore, loadMore, reload } = useHistory(object.key, record.id)
  const [only, setOnly] = useState('')
  const touched = [...new Set(entries.flatMap((entry) => Object.keys(entry.changes)))].flatMap((key) => fieldOf(object, key) ?? [])
  const [at, setAt] = useState<string | null>(null)
  const moment = fieldOf(object, 'createdAt')
  const shown = only === '' ? entries : entries.filter((entry) => only in entry.changes)

  if (isPending) return <SkeletonRows rows={8} />
  if (error && entries.length === 0) return <LoadError error={error} onRetry={reload} />
  if (entries.length === 0) return <Empty icon={<RotateCcw className="i" aria-hidden="true" />} title={t('historyEmpty')} />
  return (
    <div className="hist">
      <div className="hist-bar">
        {moment && (
          <FieldEditor
            field={moment}
            value={at}
            place="form"
            label={t('asOf')}
            placeholder={t('asOfHint')}
            onChange={(next) => setAt(typeof next === 'string' ? next : null)}
          />
        )}
        {at !== null && (
          <Button look="bare" size="sm" onClick={() => setAt(null)}>
            {t('asOfBack')}
          </Button>
        )}
      </div>
      {at !== null && <AsOf object={object} record={record} at={at} />}
      {at === null && touched.length > 1 && (
        <select className="field hist-filter" value={only} onChange={(event) => setOnly(event.target.value)} aria-label={t('field')}>
          <option value="">{t('historyFilter')}</option>
          {touched.map((field) => (
            <option key={field.key} value={field.key}>
              {label(field.label)}
            </option>
          ))}
        </select>
      )}
      {at === null &&
        byDay(shown, (entry) => dayOf(entry.at)).map(({ day, items }) => (
          <section key={day}>
            <h3 className="hist-day">{dayHeading(day)}</h3>
            <ol>
              {items.map((entry) => (
                <Entry key={entry.id} entry={entry} object={object} record={record} only={only} edit={edit} />
              ))}
            </ol>
          </section>
        ))}
      {at === null && hasMore && (
        <Button size="sm" busy={isLoadingMore && t('historyMore')} onClick={loadMore}>
          {t('historyMore')}
        </Button>
      )}
    </div>
  )
}

const kinds = { create: 'historyCreated', update: 'historyUpdated', delete: 'historyDeleted', restore: 'historyRestored' } as const

function Entry({ entry, object, record, only, edit }: Props & { entry: HistoryEntry; only: string }) {
  const t = useText(pageTexts)
  const undo = useUndo()
  const changes = Object.entries(entry.changes).filter(([key]) => only === '' || key === only)
  const who = entry.principal
  return (
    <li className="hist-entry">
      <div className="hist-head">
        {who && <Avatar id={who.id} name={who.title} />}
        {who && <b className="m t1">{who.title}</b>}
        {entry.onBehalfOf && <span>{t('onBehalfOf', { name: entry.onBehalfOf.title })}</span>}
        <span>{t(kinds[entry.kind])}</span>
        {entry.kind === 'update' && object.may.update && !record.deletedAt && (
          <Button
            look="bare"
            size="xs"
            icon={<Undo2 className="i s" aria-hidden="true" />}
            onClick={() => undo.mutate(entry.changeId)}
            busy={undo.isPending && t('undoChange')}
          >
            {t('undoChange')}
          </Button>
        )}
        <time className="tm" dateTime={entry.at} title={formatExactDateTime(entry.at)}>
          {timeOf(entry.at)}
        </time>
      </div>
      {entry.kind !== 'delete' && (
        <div className="hist-changes">
          {changes.map(([key, [was, now]]) => (
            <Change key={key} name={key} was={was} now={now} entry={entry} object={object} record={record} edit={edit} />
          ))}
        </div>
      )}
    </li>
  )
}

function Change({
  name,
  was,
  now,
  entry,
  object,
  record,
  edit,
}: Props & { name: string; was: unknown; now: unknown; entry: HistoryEntry }) {
  const t = useText(pageTexts)
  const label = useLabel()
  const field = fieldOf(object, name)
  if (!field) return null
  if (entry.kind === 'create' && sameValue(now, null)) return null
  const canRestore = entry.kind === 'update' && isEditable(field, object, record) && !sameValue(record[name], was)
  return (
    <div className="hist-change">
      <span className="f" title={label(field.label)}>
        {label(field.label)}
      </span>
      <span className="v">
        {entry.kind !== 'create' && (
          <>
            <span className="was">{sameValue(was, null) ? t('emptyValue') : <ChangedValue field={field} value={was} />}</span>
            <ArrowRight className="i xs arrow" aria-hidden="true" />
          </>
        )}
        <span>{sameValue(now, null) ? t('emptyValue') : <ChangedValue field={field} value={now} />}</span>
      </span>
      {canRestore && (
        <button type="button" className="act link small" onClick={() => edit.save({ [name]: was })}>
          {t('restoreValue')}
        </button>
      )}
    </div>
  )
}
