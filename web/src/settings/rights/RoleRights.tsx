import { Copy, Ellipsis, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { RecordJson } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { useCount, useRemoveRecord, useUpdateRecord } from '../../data/records.ts'
import { Menu } from '../../design/Menu.tsx'
import { Segmented } from '../../design/Segmented.tsx'
import { Switch } from '../../design/Switch.tsx'
import { useText } from '../../text/index.ts'
import { CellInput } from '../CellInput.tsx'
import { GrantTable } from './GrantTable.tsx'
import { LevelTable } from './LevelTable.tsx'
import { messages } from './messages.ts'
import { RolePeople } from './RolePeople.tsx'
import { RoleWords } from './RoleWords.tsx'
import { otherObjects, readGrants, readLevels } from './rights.ts'

type Props = { role: RecordJson; onCopy: () => void; onDeleted: () => void }

/** One role: its name, what it may do with whose records, who has it, and what that means in words. */
export function RoleRights({ role, onCopy, onDeleted }: Props) {
  const t = useText(messages)
  const { objects } = useMeta()
  const [view, setView] = useState<'rights' | 'people' | 'words'>('rights')
  const update = useUpdateRecord('role')
  const remove = useRemoveRecord('role')
  const holders = useCount('user', { filter: { field: 'roles', op: 'contains', value: role.id } })
  const may = objects.find(({ key }) => key === 'role')?.may
  const name = String(role['name'] ?? '')
  const isAdministrator = role['administrator'] === true
  const count = holders.data?.count ?? 0
  const grants = readGrants(role['grants'])
  const levels = readLevels(role['readClasses'])
  const change = (changes: Record<string, unknown>, message?: string) =>
    update.mutate({ id: role.id, changes, revision: role.revision, ...(message === undefined ? {} : { message }) })

  return (
    <section>
      <div className="bar cells">
        <CellInput label={t('role')} value={name} required onSave={(next) => change({ name: next })} />
        <CellInput
          label={t('description')}
          value={String(role['description'] ?? '')}
          onSave={(description) => change({ description: description || null })}
        />
        <span className="end row g4 small t2 nw">
          <Switch label={t('administrator')} isOn={isAdministrator} onChange={(administrator) => change({ administrator })} />
          {t('administrator')}
          <Menu
            label={t('actionsOf', { name })}
            place="bottom-end"
            width={180}
            entries={[
              ...(may?.create ? [{ label: t('copyRole'), icon: <Copy className="i s" aria-hidden="true" />, run: onCopy }] : []),
              ...(may?.delete
                ? [
                    {
                      label: t('deleteRole'),
                      danger: true,
                      icon: <Trash2 className="i s" aria-hidden="true" />,
                      whyNot: count > 0 ? t('roleInUse', { count }) : undefined,
                      run: () => remove.mutate({ id: role.id }, { onSuccess: onDeleted }),
                    },
                  ]
                : []),
            ]}
          >
            {(open) => (
              <button type="button" className="ib" aria-label={t('actionsOf', { name })} title={t('actionsOf', { name })} {...open}>
                <Ellipsis className="i s" aria-hidden="true" />
              </button>
            )}
          </Menu>
        </span>
      </div>
      <div className="bar">
        <Segmented
          label={t('view')}
          value={view}
          options={[
            ['rights', t('viewRights')],
            ['people', t('viewPeople', { count })],
            ['words', t('viewWords')],
          ]}
          onChange={setView}
        />
      </div>
      <div className="scroll">
        {view === 'people' ? (
          <RolePeople role={role.id} />
        ) : isAdministrator ? (
          <p className="role-words t2">{t('allRights')}</p>
        ) : view === 'words' ? (
          <RoleWords grants={grants} levels={levels} />
        ) : (
          <>
            <GrantTable grants={grants} onChange={(next) => change({ grants: next }, t('rightsChanged', { label: name }))} />
            {grants[otherObjects] && <p className="rights-hint">{t('inheritedHint')}</p>}
            <LevelTable chosen={levels} onChange={(next) => change({ readClasses: next }, t('rightsChanged', { label: name }))} />
          </>
        )}
      </div>
    </section>
  )
}
