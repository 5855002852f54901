import { Trash2 } from 'lucide-react'
import type { RecordJson } from '../data/client.ts'
import { fieldOf, inAreaOrder, useLabel, useMeta } from '../data/meta.ts'
import { useRemoveRecord, useUpdateRecord } from '../data/records.ts'
import { Icon } from '../design/Icon.tsx'
import { Switch } from '../design/Switch.tsx'
import { useText } from '../text/index.ts'
import { CellInput } from './CellInput.tsx'
import { messages } from './messages.ts'
import {
  actions,
  type FieldLevels,
  type Grants,
  levels,
  otherObjects,
  readClasses,
  readGrants,
  readLevels,
  type Scope,
  scopes,
  withScope,
} from './rights.ts'

const actionNames = {
  read: 'actionRead',
  create: 'actionCreate',
  update: 'actionUpdate',
  delete: 'actionDelete',
  export: 'actionExport',
  import: 'actionImport',
  massUpdate: 'actionMassUpdate',
} as const
const scopeNames = { own: 'scopeOwn', team: 'scopeTeam', teamAndBelow: 'scopeTeamAndBelow', all: 'scopeAll' } as const
const levelNames = { see: 'levelSee', mask: 'levelMask', hide: 'levelHide' } as const

/** One role: its name, and a table of what it may do with whose records. */
export function RoleRights({ role }: { role: RecordJson }) {
  const t = useText(messages)
  const update = useUpdateRecord('role')
  const remove = useRemoveRecord('role')
  const { objects } = useMeta()
  const mayDelete = objects.some(({ key, may }) => key === 'role' && may.delete)
  const name = String(role['name'] ?? '')
  const isAdministrator = role['administrator'] === true
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
          {mayDelete && (
            <button
              type="button"
              className="ib"
              aria-label={t('deleteRole')}
              title={t('deleteRole')}
              onClick={() => remove.mutate({ id: role.id })}
            >
              <Trash2 className="i s" aria-hidden="true" />
            </button>
          )}
        </span>
      </div>
      <div className="scroll">
        {isAdministrator ? (
          <p className="t2" style={{ padding: 16 }}>
            {t('allRights')}
          </p>
        ) : (
          <>
            <GrantTable
              grants={readGrants(role['grants'])}
              onChange={(grants) => change({ grants }, t('rightsChanged', { label: name }))}
            />
            <LevelTable
              chosen={readLevels(role['readClasses'])}
              onChange={(next) => change({ readClasses: next }, t('rightsChanged', { label: name }))}
            />
          </>
        )}
      </div>
    </section>
  )
}

function GrantTable({ grants, onChange }: { grants: Grants; onChange: (grants: Grants) => void }) {
  const t = useText(messages)
  const label = useLabel()
  const listed = inAreaOrder(useMeta())

  const row = (key: string, icon: string, words: string) => (
    <tr key={key}>
      <td className="k">
        <span className="row g4">
          <Icon name={icon} size="s" />
          <span className="el">{words}</span>
        </span>
      </td>
      {actions.map((action) => (
        <td key={action}>
          <ScopeSelect
            label={`${words} · ${t(actionNames[action])}`}
            value={grants[key]?.[action] ?? null}
            onChange={(scope) => onChange(withScope(grants, key, action, scope))}
          />
        </td>
      ))}
    </tr>
  )

  return (
    <table className="plain edit rights">
      <thead>
        <tr>
          <th style={{ minWidth: 140 }}>{t('objectRights')}</th>
          {actions.map((action) => (
            <th key={action} style={{ width: 112 }}>
              {t(actionNames[action])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {listed.map((object) => row(object.key, object.icon, label(object.plural)))}
        {row(otherObjects, 'layers', t('otherObjects'))}
      </tbody>
    </table>
  )
}

function ScopeSelect({ label, value, onChange }: { label: string; value: Scope | null; onChange: (scope: Scope | null) => void }) {
  const t = useText(messages)
  return (
    <select
      className={`cell${value === null ? ' none' : ''}`}
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange((event.target.value || null) as Scope | null)}
    >
      <option value="">{t('scopeNone')}</option>
      {scopes.map((scope) => (
        <option key={scope} value={scope}>
          {t(scopeNames[scope])}
        </option>
      ))}
    </select>
  )
}

function LevelTable({ chosen, onChange }: { chosen: FieldLevels; onChange: (levels: FieldLevels) => void }) {
  const t = useText(messages)
  const label = useLabel()
  const { objects } = useMeta()
  const classes = readClasses(objects)
  if (classes.length === 0) return null
  return (
    <table className="plain edit rights">
      <thead>
        <tr>
          <th>{t('fieldRights')}</th>
          <th style={{ width: 140 }} aria-label={t('fieldRights')} />
        </tr>
      </thead>
      <tbody>
        {classes.map(({ key, fields }) => {
          const words = fields
            .map(
              (field) =>
                `${label(field.object.label)} · ${label(fieldOf(field.object, field.key)?.label ?? { zh: field.key, en: field.key })}`,
            )
            .join('、')
          return (
            <tr key={key}>
              <td title={words}>{words}</td>
              <td>
                <select
                  className="cell"
                  aria-label={words}
                  value={chosen[key] ?? 'see'}
                  onChange={(event) => onChange({ ...chosen, [key]: event.target.value as (typeof levels)[number] })}
                >
                  {levels.map((level) => (
                    <option key={level} value={level}>
                      {t(levelNames[level])}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
