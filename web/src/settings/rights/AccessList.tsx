import './rights.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download, UserSearch } from 'lucide-react'
import { accessList } from '../../data/access.ts'
import { inAreaOrder, useLabel, useMeta } from '../../data/meta.ts'
import { useRecord } from '../../data/records.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { Empty } from '../../design/states.tsx'
import { RecordPicker } from '../../records/picker/RecordPicker.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { ObjectAccessTable } from './ObjectAccessTable.tsx'
import { UserAccessTable } from './UserAccessTable.tsx'

/** Who may do what: by object its roles and people, by user all that they may do and why. */
export function AccessList() {
  const t = useText(messages)
  const label = useLabel()
  const meta = useMeta()
  const navigate = useNavigate()
  const { of, user, tab } = useSearch({ from: '/frame/settings/$section' })
  const side = tab === 'user' || user !== undefined ? 'user' : 'object'
  const objects = inAreaOrder(meta)
  const object = objects.find(({ key }) => key === of) ?? objects[0]
  const person = useRecord('user', user, { fields: ['name'] })
  const go = (search: { of?: string; user?: string; tab?: string }) =>
    void navigate({ to: '/settings/$section', params: { section: 'access-list' }, search })
  const csv = side === 'object' ? object && accessList.csvUrl({ object: object.key }) : user && accessList.csvUrl({ user })

  return (
    <section className="acl">
      <div className="acl-bar">
        <Segmented
          label={t('by')}
          value={side}
          options={[
            ['object', t('byObject')],
            ['user', t('byUser')],
          ]}
          onChange={(next) => go(next === 'user' ? { tab: 'user' } : {})}
        />
        {side === 'object' ? (
          <select
            className="field acl-object"
            aria-label={t('objectRights')}
            value={object?.key}
            onChange={(event) => go({ of: event.target.value })}
          >
            {meta.areas.map((area) => (
              <optgroup key={area.key} label={label(area.label)}>
                {objects
                  .filter((one) => one.area === area.key)
                  .map((one) => (
                    <option key={one.key} value={one.key}>
                      {label(one.plural)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        ) : (
          <div className="acl-person">
            <RecordPicker
              object="user"
              place="form"
              label={t('chooseUser')}
              placeholder={t('chooseUser')}
              value={user === undefined ? null : { id: user, title: String(person.data?.['name'] ?? '') }}
              onChange={(link) => go(link ? { user: link.id } : { tab: 'user' })}
            />
          </div>
        )}
        {csv && (
          <a className="btn end" href={csv} download>
            <Download className="i s" aria-hidden="true" />
            {t('exportCsv')}
          </a>
        )}
      </div>
      {side === 'object' ? (
        object && <ObjectAccessTable key={object.key} object={object.key} />
      ) : user === undefined ? (
        <Empty icon={<UserSearch className="i" aria-hidden="true" />} title={t('chooseUser')}>
          {t('chooseUserText')}
        </Empty>
      ) : (
        <UserAccessTable key={user} id={user} />
      )}
    </section>
  )
}
