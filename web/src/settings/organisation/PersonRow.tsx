import type { MemberState } from '../../data/access.ts'
import type { RecordJson, RecordLink } from '../../data/client.ts'
import { useChoices, useLabel } from '../../data/meta.ts'
import { Person } from '../../design/Avatar.tsx'
import { formatAgo, formatExactDateTime, formatList } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import type { Dragged } from './DepartmentTree.tsx'
import { messages } from './messages.ts'
import { linksOf } from './People.tsx'

type Props = {
  record: RecordJson
  /** Null: no sign-in; undefined: not known to this reader. */
  signIn: MemberState | null | undefined
  isOpen: boolean
  onOpen: () => void
  onDrag: ((dragged: Dragged | null) => void) | undefined
}

export function PersonRow({ record, signIn, isOpen, onOpen, onDrag }: Props) {
  const t = useText(messages)
  const label = useLabel()
  const positions = useChoices('position')
  const name = String(record['name'])
  const department = record['department'] as RecordLink | null | undefined
  const position = positions.find(({ key }) => key === record['position'])
  const roles = formatList(linksOf(record, 'roles').map(({ title }) => title))
  const isActive = record['active'] === true

  return (
    <tr
      className={isOpen ? 'on' : ''}
      draggable={onDrag !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', name)
        onDrag?.({ kind: 'user', id: record.id, title: name })
      }}
      onDragEnd={() => onDrag?.(null)}
    >
      <td className="k">
        <button type="button" className="org-person" aria-expanded={isOpen} onClick={onOpen}>
          <Person id={record.id} name={name} />
        </button>
      </td>
      <td title={department?.title}>{department?.title ?? '—'}</td>
      <td>{position ? label(position.label) : '—'}</td>
      <td title={roles}>{roles || '—'}</td>
      <td>
        {!isActive ? (
          <span className="tag">{t('inactive')}</span>
        ) : signIn === null ? (
          <span className="tag warn">{t('noSignIn')}</span>
        ) : (
          <span className="tag ok">{t('active')}</span>
        )}
      </td>
      {signIn !== undefined && (
        <td title={signIn?.lastSeenAt ? formatExactDateTime(signIn.lastSeenAt) : undefined}>
          {signIn?.lastSeenAt ? formatAgo(signIn.lastSeenAt) : signIn === null ? '—' : t('never')}
        </td>
      )}
    </tr>
  )
}
