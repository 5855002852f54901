import type { Job } from '../../../data/client.ts'
import { formatNumber } from '../../../design/format.ts'
import { Segmented } from '../../../design/Segmented.tsx'
import { useText } from '../../../text/index.ts'
import type { Check } from '../api.ts'
import { messages } from '../messages.ts'

export type RowsShown = 'all' | 'problems' | 'errors'

type Props = {
  check: Check | null
  isChecking: boolean
  job: Job | undefined
  rowCount: number
  shown: RowsShown
  onShown: (shown: RowsShown) => void
}

/** What the whole file would do, counted by row. */
export function CheckSummary({ check, isChecking, job, rowCount, shown, onShown }: Props) {
  const t = useText(messages)
  const wait = isChecking ? 'wait' : ''
  const total = Math.max(1, check?.rows ?? rowCount)
  const share = (count: number) => `${(count / total) * 100}%`
  const clean = check ? check.ready - check.warnings : 0
  const withProblems = check ? check.warnings + check.errors : 0

  return (
    <dl className="imp-sum">
      <Figure name={t('ready')} look={`ok ${wait}`} value={check?.ready} />
      <Figure name={t('withWarnings')} look={`${check?.warnings ? 'warn' : 't3'} ${wait}`} value={check?.warnings} />
      <Figure name={t('withErrors')} look={`${check?.errors ? 'bad' : 't3'} ${wait}`} value={check?.errors} />
      <div style={{ flex: 1, minWidth: 120, maxWidth: 360 }}>
        <dt>
          {isChecking ? t('checking') : t('progress')}
          {isChecking && job?.total ? ` ${formatNumber(job.done)} / ${formatNumber(job.total)}` : ''}
        </dt>
        <dd style={{ paddingTop: 6 }}>
          <div
            className="meter"
            style={{ height: 6 }}
            role="progressbar"
            aria-label={t('progress')}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={isChecking ? Math.round(((job?.done ?? 0) / total) * 100) : 100}
          >
            {isChecking ? (
              <i style={{ width: share(job?.done ?? 0) }} />
            ) : (
              check && (
                <>
                  <i className="o" style={{ width: share(clean) }} />
                  <i className="w" style={{ width: share(check.warnings) }} />
                  <i className="x" style={{ width: share(check.errors) }} />
                </>
              )
            )}
          </div>
        </dd>
      </div>
      <div className="end">
        <Segmented
          label={t('shownRows')}
          value={shown}
          options={[
            ['all', t('allRows')],
            ['problems', t('problemRows', { count: formatNumber(withProblems) })],
            ['errors', t('errorRows', { count: formatNumber(check?.errors ?? 0) })],
          ]}
          onChange={onShown}
        />
      </div>
    </dl>
  )
}

function Figure({ name, value, look }: { name: string; value: number | undefined; look: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={look}>{value === undefined ? '…' : formatNumber(value)}</dd>
    </div>
  )
}
