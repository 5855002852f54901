import { Ellipsis } from 'lucide-react'
import { Fragment } from 'react'
import { inAreaOrder, useLabel, useMeta } from '../../data/meta.ts'
import { Icon } from '../../design/Icon.tsx'
import { Menu } from '../../design/Menu.tsx'
import { useText } from '../../text/index.ts'
import { actionNames, scopeNames } from './labels.ts'
import { messages } from './messages.ts'
import { actions, type Grants, otherObjects, type Scope, scopes, withRow, withScope } from './rights.ts'
import { useGridKeys } from './use-grid-keys.ts'

type Props = { grants: Grants; onChange: (grants: Grants) => void }

/** Objects by actions: each cell says whose records. */
export function GrantTable({ grants, onChange }: Props) {
  const t = useText(messages)
  const label = useLabel()
  const meta = useMeta()
  const keys = useGridKeys()
  const rows = [
    ...inAreaOrder(meta).map((object) => ({ key: object.key, icon: object.icon, words: label(object.plural), area: object.area })),
    { key: otherObjects, icon: 'layers', words: t('otherObjects'), area: '' },
  ]

  return (
    <table className="plain edit rights" aria-label={t('objectRights')} aria-rowcount={rows.length + 1} {...keys.grid}>
      <caption className="visually-hidden">{t('gridKeys')}</caption>
      <thead>
        <tr>
          <th scope="col" style={{ minWidth: 168 }}>
            {t('objectRights')}
          </th>
          {actions.map((action) => (
            <th key={action} scope="col" style={{ width: 112 }}>
              {t(actionNames[action])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, icon, words, area }, row) => {
          const isFirst = area !== '' && area !== rows[row - 1]?.area
          const areaLabel = meta.areas.find((one) => one.key === area)?.label
          return (
            <Fragment key={key}>
              {isFirst && areaLabel && (
                <tr className="rights-area">
                  <th scope="rowgroup" colSpan={actions.length + 1}>
                    {label(areaLabel)}
                  </th>
                </tr>
              )}
              <tr>
                <th scope="row" className="k">
                  <span className="row g4">
                    <Icon name={icon} size="s" />
                    <span className="el">{words}</span>
                    <RowMenu label={t('wholeRowOf', { object: words })} onChoose={(scope) => onChange(withRow(grants, key, scope))} />
                  </span>
                </th>
                {actions.map((action, column) => (
                  <td key={action}>
                    <ScopeSelect
                      label={`${words} · ${t(actionNames[action])}`}
                      place={keys.cell(row, column)}
                      value={grants[key]?.[action] ?? null}
                      inherited={key === otherObjects ? null : (grants[otherObjects]?.[action] ?? null)}
                      onChange={(scope) => onChange(withScope(grants, key, action, scope))}
                    />
                  </td>
                ))}
              </tr>
            </Fragment>
          )
        })}
      </tbody>
    </table>
  )
}

function RowMenu({ label, onChoose }: { label: string; onChoose: (scope: Scope | null) => void }) {
  const t = useText(messages)
  return (
    <Menu
      label={label}
      width={160}
      entries={[
        { kind: 'head', label: t('wholeRow') },
        { label: t('scopeNoneWord'), run: () => onChoose(null) },
        ...scopes.map((scope) => ({ label: t(scopeNames[scope]), run: () => onChoose(scope) })),
      ]}
    >
      {(open) => (
        <button type="button" className="ib sm rights-row-menu" aria-label={label} title={label} {...open}>
          <Ellipsis className="i s" aria-hidden="true" />
        </button>
      )}
    </Menu>
  )
}

type SelectProps = {
  label: string
  place: { 'data-cell': string; tabIndex: number }
  value: Scope | null
  /** What holds where nothing is set here: the row of all other objects. */
  inherited: Scope | null
  onChange: (scope: Scope | null) => void
}

function ScopeSelect({ label, place, value, inherited, onChange }: SelectProps) {
  const t = useText(messages)
  return (
    <select
      {...place}
      className={`cell${value === null ? ' none' : ''}`}
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange((event.target.value || null) as Scope | null)}
    >
      <option value="">{inherited ? t('scopeInherited', { scope: t(scopeNames[inherited]) }) : t('scopeNone')}</option>
      {scopes.map((scope) => (
        <option key={scope} value={scope}>
          {t(scopeNames[scope])}
        </option>
      ))}
    </select>
  )
}
