import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FieldMeta, ObjectMeta } from '../../../data/client.ts'
import { useLabel, useMeta } from '../../../data/meta.ts'
import { emptyMark, formatNumber } from '../../../design/format.ts'
import { PlaceLink } from '../../../design/PlaceLink.tsx'
import { useText } from '../../../text/index.ts'
import { ChangedValue } from '../../timeline/ChangedValue.tsx'
import { filledText } from '../fill-text.ts'
import type { Effect, FieldChange, ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { shownText } from '../plan-edits.ts'
import { fieldOfTarget, targetName } from '../targets.ts'

type Props = { row: Effect; view: ImportView; object: ObjectMeta; children?: ReactNode }

/** One row of the file: the record it is or becomes, and each field as it stands and as it would be. */
export function EffectRow({ row, view, object, children }: Props) {
  const t = useText(messages)
  return (
    <article className="imp-effect">
      <span className="n" title={t('placeRow', { row: formatNumber(row.number) })}>
        {formatNumber(row.number)}
      </span>
      <div className="grow">
        <div className="row g4">
          <b className="el">{titleOf(row, view, object)}</b>
          {row.record === null && row.kind !== 'create' && <span className="small t3 nw">{t('earlierRow')}</span>}
          {row.record && (
            <span className="small t3 nw">
              {t('isRecord')}{' '}
              <PlaceLink href={`/${object.route}/${row.record.id}`} className="link">
                {row.record.title}
              </PlaceLink>
            </span>
          )}
        </div>
        {row.changes.length > 0 ? (
          <Changes changes={row.changes} object={object} isNew={row.record === null} />
        ) : (
          <Cells row={row} view={view} object={object} />
        )}
      </div>
      {children}
    </article>
  )
}

function titleOf(row: Effect, view: ImportView, object: ObjectMeta): string {
  const column = view.plan.columns.findIndex(({ target }) => target === object.title)
  if (column >= 0) return shownText(view.plan, row, column).text || emptyMark
  const text = filledText(view.plan.fill[object.title] ?? '', (name) => {
    const at = view.columns.findIndex((one) => one.name === name)
    return at < 0 ? '' : shownText(view.plan, row, at).text
  })
  return text || emptyMark
}

function Changes({ changes, object, isNew }: { changes: readonly FieldChange[]; object: ObjectMeta; isNew: boolean }) {
  const label = useLabel()
  const meta = useMeta()
  return (
    <dl className="changes">
      {changes.map(({ field: key, fieldLabel, from, to }) => {
        const field = fieldOfTarget(meta, object, key)
        return (
          <div key={key}>
            <dt>{fieldLabel ? label(fieldLabel) : targetName(meta, object, key)}</dt>
            <dd>
              {!isNew && (
                <>
                  <span className={from === null || from === undefined ? 't3' : 'was'}>
                    <Value field={field} value={from} />
                  </span>
                  <ArrowRight className="i xs t3" aria-hidden="true" />
                </>
              )}
              <span className="will">
                <Value field={field} value={to} />
              </span>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function Value({ field, value }: { field: FieldMeta | undefined; value: unknown }) {
  const t = useText(messages)
  if (isToBeMade(value)) return t('newValue', { text: value.new })
  return field ? <ChangedValue field={field} value={value} /> : String(value ?? emptyMark)
}

function isToBeMade(value: unknown): value is { new: string } {
  return typeof value === 'object' && value !== null && 'new' in value && typeof value.new === 'string'
}

const mostCells = 6

/** What the row holds, where nothing of a record changes or all of it is new. */
function Cells({ row, view, object }: { row: Effect; view: ImportView; object: ObjectMeta }) {
  const meta = useMeta()
  const told = view.plan.columns.flatMap(({ target }, index) => {
    if (target === null || target === object.title) return []
    const { text } = shownText(view.plan, row, index)
    const name = view.columns[index]?.name || targetName(meta, object, target)
    return text === '' ? [] : [{ target, name, text }]
  })
  return (
    <p className="cells el">
      {told.slice(0, mostCells).map(({ target, name, text }) => (
        <span key={target}>
          <span className="t3">{name}</span> {text}
        </span>
      ))}
    </p>
  )
}
