import type { AccessRights } from '../../data/access.ts'
import { formatList } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { actionNames, scopeNames } from './labels.ts'
import { messages } from './messages.ts'
import { actions } from './rights.ts'

/** The cells of one line: whose records, and by which role. */
export function RightsCells({ rights, withReason = true }: { rights: AccessRights; withReason?: boolean }) {
  const t = useText(messages)
  return actions.map((action) => {
    const granted = rights[action]
    return (
      <td key={action} title={granted && withReason ? t('byRole', { roles: formatList(granted.roles) }) : undefined}>
        {granted ? (
          <>
            <span className={`acl-scope ${granted.scope}`}>{t(scopeNames[granted.scope])}</span>
            {withReason && <small>{formatList(granted.roles)}</small>}
          </>
        ) : (
          <span className="t3">—</span>
        )}
      </td>
    )
  })
}

export function RightsHeads() {
  const t = useText(messages)
  return actions.map((action) => (
    <th key={action} scope="col" style={{ width: 104 }}>
      {t(actionNames[action])}
    </th>
  ))
}
