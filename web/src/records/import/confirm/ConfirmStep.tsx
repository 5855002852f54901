import { trackJob } from '../../../data/jobs.ts'
import { fieldOf, useLabel, useObject } from '../../../data/meta.ts'
import { rereadObject } from '../../../data/records.ts'
import { Button } from '../../../design/Button.tsx'
import { formatNumber } from '../../../design/format.ts'
import { useText } from '../../../text/index.ts'
import { type Check, type ImportView, rereadImport, useStartImport } from '../api.ts'
import { messages } from '../messages.ts'
import { externalKey } from '../plan-edits.ts'
import { Steps } from '../Steps.tsx'

/** What will happen, in figures, before anything is written. */
export function ConfirmStep({ view, check, onBack }: { view: ImportView; check: Check; onBack: () => void }) {
  const t = useText(messages)
  const label = useLabel()
  const object = useObject(view.object)
  const start = useStartImport(view.id)
  const { plan } = view
  const hasTitle = plan.columns.some(({ target }) => target === object.title) || object.title in plan.fill
  const titleField = fieldOf(object, object.title)
  const titleName = titleField ? label(titleField.label) : object.title
  const duplicates = duplicatesIn(check)
  const taken = plan.duplicates.policy === 'skip' ? Math.max(0, check.ready - duplicates) : check.ready
  const made = check.causes.filter(({ code }) => code === 'cell_will_be_added')
  const whyNot = hasTitle ? (taken === 0 ? t('nothingToTake') : undefined) : t('noTitle', { field: titleName })

  function run(): void {
    start.mutate(undefined, {
      onSuccess: ({ job }) =>
        trackJob(job.id, () => {
          rereadObject(view.object)
          rereadImport(view.id)
        }),
    })
  }

  return (
    <div className="imp">
      <div className="imp-bar steps-bar">
        <Steps now="stepConfirm" />
        <span className="end row g3">
          <Button size="sm" onClick={onBack}>
            {t('back')}
          </Button>
        </span>
      </div>
      <div className="imp-scroll">
        <div className="imp-card">
          <h2>{t('confirmTitle', { count: formatNumber(taken), object: label(object.plural) })}</h2>
          <p className="lead">{view.fileName}</p>
          <dl className="facts-list">
            <dt>{t('willTake')}</dt>
            <dd className="ok strong">{t('rowsCount', { count: formatNumber(taken) })}</dd>
            {check.errors > 0 && (
              <>
                <dt>{t('willLeave')}</dt>
                <dd className="bad">{t('rowsCount', { count: formatNumber(check.errors) })}</dd>
              </>
            )}
            <dt>{t('willDuplicates')}</dt>
            <dd>
              {useDuplicateWords(view)}
              {duplicates > 0 && ` · ${t('rowsCount', { count: formatNumber(duplicates) })}`}
            </dd>
            {made.length > 0 && (
              <>
                <dt>{t('willMake')}</dt>
                <dd>
                  {made
                    .map(({ fieldLabel, values }) =>
                      t('willMakeText', { field: fieldLabel ? label(fieldLabel) : '', count: formatNumber(values.length) }),
                    )
                    .join(' · ')}
                </dd>
              </>
            )}
            <dt>{t('afterwards')}</dt>
            <dd>
              {t('undoable')}
              {check.errors > 0 && ` · ${t('rejectedFile')}`}
            </dd>
          </dl>
          <div className="btns">
            <Button look="primary" onClick={run} busy={start.isPending && t('starting')} whyNot={whyNot}>
              {t('startNow', { count: formatNumber(taken) })}
            </Button>
            <Button onClick={onBack}>{t('back')}</Button>
          </div>
          {whyNot && <p className="under bad">{whyNot}</p>}
        </div>
      </div>
    </div>
  )
}

function duplicatesIn({ causes }: Check): number {
  return causes
    .filter(({ code }) => code === 'row_already_there' || code === 'row_twice_in_file')
    .reduce((sum, { count }) => sum + count, 0)
}

function useDuplicateWords({ object: key, plan }: ImportView): string {
  const t = useText(messages)
  const label = useLabel()
  const object = useObject(key)
  const { matchBy, policy } = plan.duplicates
  if (matchBy === null || policy === 'create') return t('nothingLooked')
  const field = matchBy === externalKey ? undefined : fieldOf(object, matchBy)
  const name = matchBy === externalKey ? t('otherKey') : field ? label(field.label) : matchBy
  return `${t('matchBy', { field: name })} · ${policy === 'skip' ? t('policySkip') : t('policyUpdate')}`
}
