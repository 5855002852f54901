import { inAreaOrder, inSentence, useLabel, useMeta } from '../../data/meta.ts'
import { formatList } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { useClassNames } from './LevelTable.tsx'
import { actionNames, scopeWords } from './labels.ts'
import { messages } from './messages.ts'
import { type FieldLevels, type Grants, otherObjects } from './rights.ts'
import { roleWords } from './role-words.ts'

/** What a role allows, as one would say it to somebody. */
export function RoleWords({ grants, levels }: { grants: Grants; levels: FieldLevels }) {
  const t = useText(messages)
  const label = useLabel()
  const objects = inAreaOrder(useMeta())
  const classes = useClassNames()
  const { may, never } = roleWords(
    grants,
    objects.map(({ key }) => key),
  )
  const nameOf = (key: string) => {
    const object = objects.find((one) => one.key === key)
    return key === otherObjects ? t('everythingElse') : object ? inSentence(label(object.plural)) : key
  }
  const kept = classes.flatMap(({ key, words }) => {
    const level = levels[key]
    return level !== undefined && level !== 'see' ? [{ key, words, level }] : []
  })

  if (may.length === 0) return <p className="role-words t2">{t('mayNothing')}</p>
  return (
    <div className="role-words">
      <h3>{t('wordsMay')}</h3>
      <dl>
        {may.map(({ action, parts }) => (
          <div key={action}>
            <dt>{t(actionNames[action])}</dt>
            <dd>
              {parts.map(({ scope, objects: held }) => (
                <p key={scope}>
                  <b>{t(scopeWords[scope])}</b> {formatList(held.map(nameOf))}
                </p>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {never.length > 0 && (
        <>
          <h3>{t('wordsMayNot')}</h3>
          <p>{formatList(never.map((action) => t('wordsNever', { action: t(actionNames[action]) })))}</p>
        </>
      )}
      {kept.length > 0 && (
        <>
          <h3>{t('wordsFields')}</h3>
          <ul>
            {kept.map(({ key, words, level }) => (
              <li key={key}>
                {words} <span className="tag">{t(keptWords[level])}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

const keptWords = { read: 'wordsReadOnly', unmask: 'wordsUnmask', mask: 'wordsMasked', hide: 'wordsHidden' } as const
