import { Fragment, type ReactNode } from 'react'
import { ReturnMark } from '../../customers/pools/ReturnMark.tsx'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useChoices } from '../../data/meta.ts'
import { Icon } from '../../design/Icon.tsx'
import { ChoiceMark } from '../fields/ChoiceMark.tsx'
import { FieldDisplay } from '../fields/FieldDisplay.tsx'
import { FollowButton } from './FollowButton.tsx'
import { headingOf } from './header.ts'
import { StarButton } from './StarButton.tsx'
import { StatusTag } from './StatusTag.tsx'

type Props = { object: ObjectMeta; record: RecordJson; title: string; actions: ReactNode }

/** Who this is: name, level, status, number and where it belongs, with what one can do. */
export function RecordHeader({ object, record, title, actions }: Props) {
  const { level, status, line } = headingOf(object, record)
  return (
    <div className="rec-t">
      <span className="rec-icon">
        <Icon name={object.icon} size="l" />
      </span>
      <div className="rec-name">
        <h2>
          <span className="rec-title" title={title}>
            {title}
          </span>
          {level && <LevelMark list={level.list} value={String(record[level.key])} />}
          {status && <StatusTag field={status} value={String(record[status.key])} />}
          <ReturnMark object={object.key} id={record.id} isPoolable={object.poolable && !record.deletedAt} />
          <StarButton object={object.key} id={record.id} title={title} />
          {!object.internal && !record.deletedAt && <FollowButton object={object.key} id={record.id} />}
        </h2>
        <div className="rec-sub">
          {line.map((field, index) => (
            <Fragment key={field.key}>
              {index > 0 && field.kind !== 'references' && <span aria-hidden="true">·</span>}
              <FieldDisplay field={field} value={record[field.key]} />
            </Fragment>
          ))}
        </div>
      </div>
      <div className="rec-actions">{actions}</div>
    </div>
  )
}

function LevelMark({ list, value }: { list: string | undefined; value: string }) {
  const choice = useChoices(list).find(({ key }) => key === value)
  return choice ? <ChoiceMark list={list} choice={choice} /> : null
}
