import type { ReactNode } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { useLabel, useMeta } from '../../../data/meta.ts'
import { formatNumber } from '../../../design/format.ts'
import { Switch } from '../../../design/Switch.tsx'
import { currentLanguage, useText } from '../../../text/index.ts'
import { downloadRejected, useChangePlan } from '../api.ts'
import type { ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { targetName } from '../targets.ts'

const policyNames = {
  skip: 'policySkip',
  update: 'policyUpdate',
  updateEmpty: 'policyUpdateEmpty',
  create: 'policyCreate',
  ask: 'policyAsk',
} as const

/** The decisions behind the figures, and what is decided for the import as a whole. */
export function ConfirmFacts({ view, object }: { view: ImportView; object: ObjectMeta }) {
  const t = useText(messages)
  const label = useLabel()
  const meta = useMeta()
  const change = useChangePlan(view.id)
  const { plan, check } = view
  const { matchBy, policy } = plan.duplicates
  const made = check?.causes.filter(({ code }) => code === 'cell_will_be_added') ?? []
  const originals = plan.columns.flatMap(({ target }, index) => (target?.startsWith('#') && target !== '#key' ? [{ target, index }] : []))
  const or = currentLanguage() === 'en' ? ', or ' : '，或'

  return (
    <>
      <dl className="imp-facts">
        <Fact name={t('file')}>{view.fileName}</Fact>
        <Fact name={t('duplicates')}>
          {matchBy.length === 0
            ? t('nothingLooked')
            : `${t('matchBy', { field: matchBy.map((keys) => keys.map((key) => targetName(meta, object, key)).join(' + ')).join(or) })} · ${t(policyNames[policy])}`}
        </Fact>
        {made.length > 0 && (
          <Fact name={t('willMake')}>
            {made
              .map(({ fieldLabel, values }) =>
                t('willMakeText', { field: fieldLabel ? label(fieldLabel) : '', count: formatNumber(values.length) }),
              )
              .join(' · ')}
          </Fact>
        )}
        {originals.map(({ target, index }) => (
          <Fact key={target} name={targetName(meta, object, target)}>
            {t('fromColumn', { column: view.columns[index]?.name ?? '' })}
          </Fact>
        ))}
        {check !== null && check.errors > 0 && (
          <Fact name={t('willLeave')}>
            <span className="bad">{t('rowsCount', { count: formatNumber(check.errors) })}</span>{' '}
            <button type="button" className="link" onClick={() => void downloadRejected(view)}>
              {t('downloadErrors')}
            </button>
          </Fact>
        )}
      </dl>
      <div className="imp-option">
        <Switch label={t('mute')} isOn={plan.mute === true} onChange={(mute) => change.mutate({ ...plan, mute })} />
        <span>
          <b className="m">{t('mute')}</b>
          <span className="t3 small">{t('muteText')}</span>
        </span>
      </div>
      <p className="t3 small">{t('keepOriginalHint')}</p>
      <p className="t3 small">{t('undoable')}</p>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
