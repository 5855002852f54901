import { Download } from 'lucide-react'
import type { Job } from '../../../data/client.ts'
import { Button } from '../../../design/Button.tsx'
import { formatNumber } from '../../../design/format.ts'
import { Segmented } from '../../../design/Segmented.tsx'
import { useText } from '../../../text/index.ts'
import { downloadRejected } from '../api.ts'
import type { Check, ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'

export type RowsShown = 'all' | 'problems' | 'errors'

type Props = {
  view: ImportView
  check: Check | null
  isChecking: boolean
  job: Job | undefined
  shown: RowsShown
  onShown: (shown: RowsShown) => void
}

/** What the whole file would do, counted by row. */
export function CheckSummary({ view, check, isChecking, job, shown, onShown }: Props) {
  const t = useText(messages)
  const wait = isChecking ? 'wait' : ''
  const total = Math.max(1, check?.rows ?? view.rowCount)
  const share = (count: number) => `${(count / total) * 100}%`
  const clean = check ? check.ready - check.warnings : 0
  const withProblems = check ? check.warnings + check.errors : 0

  return (
    <div className="imp-sum">
      <dl aria-busy={isChecking}>
        <Figure name={t('ready')} look={`ok ${wait}`} value={check?.ready} />
        <Figure name={t('withWarnings')} look={`${check?.warnings ? 'warn' : 't3'} ${wait}`} value={check?.warnings} />
        <Figure name={t('withErrors')} look={`${check?.errors ? 'bad' : 't3'} ${wait}`} value={check?.errors} />
      </dl>
      <div className="how-far">
        <span className="small t3">
          {isChecking ? t('checking') : t('progress')}
          {isChecking && job?.total ? ` ${formatNumber(job.done)} / ${formatNumber(job.total)}` : ''}
        </span>
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
      </div>
      <span className="end row g3">
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
        <Button
          size="sm"
          icon={<Download className="i s" aria-hidden="true" />}
          whyNot={isChecking ? t('waitForCheck') : check?.errors ? undefined : t('noErrorRows')}
          onClick={() => void downloadRejected(view)}
        >
          {t('downloadErrors')}
        </Button>
      </span>
    </div>
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
