import { Link } from '@tanstack/react-router'
import type { FieldMeta, ObjectMeta, RecordJson } from '../../data/client.ts'
import { Avatar } from '../../design/Avatar.tsx'
import { sameValue } from '../fields/editor.ts'
import { FieldDisplay } from '../fields/FieldDisplay.tsx'
import { lineOf } from './related.ts'

type Props = { object: ObjectMeta; record: RecordJson; without: string }

/** One related record in two lines. People are told by their face. */
export function RelatedItem({ object, record, without }: Props) {
  const { amount, details, date } = lineOf(object, without)
  const title = String(record[object.title] ?? '')
  const isPerson = object.key === 'contact' || object.key === 'user'
  const has = (field: FieldMeta | undefined): field is FieldMeta => field !== undefined && !sameValue(record[field.key], null)
  const shown = details.filter(has)
  const lines = (
    <>
      <div className="row g3">
        <span className="rel-title el grow">{title}</span>
        {has(amount) && (
          <b className="nw">
            <FieldDisplay field={amount} value={record[amount.key]} />
          </b>
        )}
      </div>
      {(shown.length > 0 || has(date)) && (
        <div className="row g3 small t3">
          {shown.map((field, index) => (
            <span key={field.key} className={index === 0 ? 'nw row g3' : 'el'}>
              {index > 0 && <span aria-hidden="true">· </span>}
              <FieldDisplay field={field} value={record[field.key]} place="cell" />
            </span>
          ))}
          {has(date) && (
            <span className="end nw">
              <FieldDisplay field={date} value={record[date.key]} place="cell" />
            </span>
          )}
        </div>
      )}
    </>
  )
  return (
    <Link to="/$route/$id" params={{ route: object.route, id: record.id }} className="rel-item">
      {isPerson ? (
        <div className="row g4">
          <Avatar id={record.id} name={title} size="m" />
          <div className="grow">{lines}</div>
        </div>
      ) : (
        lines
      )}
    </Link>
  )
}
