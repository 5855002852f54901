import { Plus, X } from 'lucide-react'
import { Fragment } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { useMeta } from '../../../data/meta.ts'
import { Menu } from '../../../design/Menu.tsx'
import { useText } from '../../../text/index.ts'
import type { ImportPlan, ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { filledTargets, withMatchBy } from '../plan-edits.ts'
import { matchableTargets, targetName } from '../targets.ts'
import { KeyEvidence } from './KeyEvidence.tsx'

const mostGroups = 5

/** By which fields a row is known again: groups tried in order, all fields of a group agreeing. */
export function KeyGroups({ view, object, onPlan }: { view: ImportView; object: ObjectMeta; onPlan: (plan: ImportPlan) => void }) {
  const t = useText(messages)
  const meta = useMeta()
  const { plan } = view
  const { matchBy } = plan.duplicates
  const possible = matchableTargets(meta, object, filledTargets(plan))
  const change = (groups: string[][]) => onPlan(withMatchBy(plan, groups))
  const without = (group: number, key: string) =>
    change(matchBy.map((keys, at) => (at === group ? keys.filter((one) => one !== key) : keys)).filter((keys) => keys.length > 0))
  const offered = (taken: readonly string[], take: (key: string) => void) =>
    possible.filter((key) => !taken.includes(key)).map((key) => ({ label: targetName(meta, object, key), run: () => take(key) }))

  return (
    <section aria-label={t('sameWhen')}>
      <h2 className="strong">{t('sameWhen')}</h2>
      <p className="t3 small">{t('sameWhenText')}</p>
      {matchBy.map((keys, group) => (
        <Fragment key={keys.join('+')}>
          {group > 0 && <div className="or">{t('or')}</div>}
          <fieldset className="imp-keys" aria-label={keys.map((key) => targetName(meta, object, key)).join(' + ')}>
            {keys.map((key) => (
              <span key={key} className="tag brand">
                {targetName(meta, object, key)}
                <button
                  type="button"
                  aria-label={t('removeKey', { field: targetName(meta, object, key) })}
                  onClick={() => without(group, key)}
                >
                  <X className="i xs" aria-hidden="true" />
                </button>
              </span>
            ))}
            <AddKey
              words={t('andField')}
              entries={offered(keys, (key) => change(matchBy.map((one, at) => (at === group ? [...one, key] : one))))}
            />
          </fieldset>
          <KeyEvidence view={view} object={object} keys={keys} />
        </Fragment>
      ))}
      {matchBy.length < mostGroups && (
        <div style={{ marginTop: 8 }}>
          <AddKey
            words={matchBy.length === 0 ? t('firstGroup') : t('anotherGroup')}
            entries={offered(
              matchBy.flatMap((keys) => (keys.length === 1 ? keys : [])),
              (key) => change([...matchBy, [key]]),
            )}
          />
        </div>
      )}
    </section>
  )
}

function AddKey({ words, entries }: { words: string; entries: readonly { label: string; run: () => void }[] }) {
  if (entries.length === 0) return null
  return (
    <Menu label={words} entries={entries}>
      {(open) => (
        <button type="button" className="btn xs text" {...open}>
          <Plus className="i xs" aria-hidden="true" />
          {words}
        </button>
      )}
    </Menu>
  )
}
