import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ContactItem } from '../../customers/ContactItem.tsx'
import type { FieldMeta, ObjectMeta, RecordJson } from '../../data/client.ts'
import { OpportunityItem } from '../../sales/OpportunityItem.tsx'
import { sameValue } from '../fields/editor.ts'
import { FieldDisplay } from '../fields/FieldDisplay.tsx'
import { lineOf } from './related.ts'

export type RelatedItemProps = { object: ObjectMeta; record: RecordJson; without: string }

/** One related record in two lines. Areas may say better what matters of theirs. */
export function RelatedItem(props: RelatedItemProps) {
  if (props.object.key === 'contact') return <ContactItem {...props} />
  if (props.object.key === 'opportunity') return <OpportunityItem {...props} />
  return <PlainItem {...props} />
}

/** The whole line leads to the record; links and marks inside keep their own. */
export function RelatedLink({ object, id, children }: { object: ObjectMeta; id: string; children: ReactNode }) {
  return (
    <Link to="/$route/$id" params={{ route: object.route, id }} className="rel-title el">
      {children}
    </Link>
  )
}

function PlainItem({ object, record, without }: RelatedItemProps) {
  const { amount, details, date } = lineOf(object, without)
  const has = (field: FieldMeta | undefined): field is FieldMeta => field !== undefined && !sameValue(record[field.key], null)
  const shown = details.filter(has)
  return (
    <div className="rel-item">
      <div className="row g3">
        <RelatedLink object={object} id={record.id}>
          {String(record[object.title] ?? '')}
        </RelatedLink>
        {has(amount) && (
          <b className="nw end">
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
    </div>
  )
}
