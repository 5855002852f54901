import './export.css'
import { Download } from 'lucide-react'
import type { ExportState } from '../../data/client.ts'
import { client } from '../../data/client.ts'
import { useLabel } from '../../data/meta.ts'
import { formatBytes, formatDateTime, formatExactDateTime, formatNumber } from '../../design/format.ts'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { Page } from '../../frame/Page.tsx'
import { useText } from '../../text/index.ts'
import { useExports } from './api.ts'
import { messages } from './messages.ts'

/** My exports, the newest first, with their files for as long as these are kept. */
export function ExportList() {
  const t = useText(messages)
  const { data, error, isPending, refetch } = useExports()
  return (
    <Page title={t('exports')}>
      <div className="ex-page">
        {error && <LoadError error={error} onRetry={() => void refetch()} />}
        {isPending && <SkeletonRows />}
        {data?.exports.length === 0 && (
          <Empty icon={<Download className="i" aria-hidden="true" />} title={t('noExports')}>
            {t('noExportsText')}
          </Empty>
        )}
        {data && data.exports.length > 0 && (
          <>
            <p className="ex-note t3 small">{t('keptSeven')}</p>
            <ExportTable exports={data.exports} />
          </>
        )}
      </div>
    </Page>
  )
}

function ExportTable({ exports }: { exports: readonly ExportState[] }) {
  const t = useText(messages)
  const label = useLabel()
  return (
    <div className="scroll">
      <table className="plain ex-table">
        <thead>
          <tr>
            <th>{t('file')}</th>
            <th style={{ width: 120 }}>{t('what')}</th>
            <th style={{ width: 110 }} className="r">
              {t('rows')}
            </th>
            <th style={{ width: 100 }} className="r">
              {t('size')}
            </th>
            <th style={{ width: 110 }}>{t('status')}</th>
            <th style={{ width: 140 }}>{t('when')}</th>
            <th style={{ width: 90 }} aria-label={t('download')} />
          </tr>
        </thead>
        <tbody>
          {exports.map((one) => (
            <tr key={one.id}>
              <td className="k" title={one.error?.detail}>
                {one.fileName}
              </td>
              <td>{one.objectLabel ? label(one.objectLabel) : one.object}</td>
              <td className="r">{one.rows === null ? progressOf(one) : formatNumber(one.rows)}</td>
              <td className="r">{one.size === null ? '' : formatBytes(one.size)}</td>
              <td>
                <StatusMark status={one.status} />
              </td>
              <td title={formatExactDateTime(one.createdAt)}>{formatDateTime(one.createdAt)}</td>
              <td className="r">
                {one.fileUrl && (
                  <a className="btn xs" href={client.exports.fileUrl(one.id)} download={one.fileName}>
                    {t('download')}
                  </a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function progressOf({ done, total, status }: ExportState): string {
  if (status !== 'running') return ''
  return total === null ? formatNumber(done) : `${formatNumber(done)} / ${formatNumber(total)}`
}

const names = {
  queued: 'statusQueued',
  running: 'statusRunning',
  paused: 'statusRunning',
  done: 'statusDone',
  failed: 'statusFailed',
  cancelled: 'statusCancelled',
  expired: 'statusExpired',
} as const
const looks = { queued: '', running: 'brand', paused: '', done: 'ok', failed: 'bad', cancelled: '', expired: 'line' } as const

function StatusMark({ status }: Pick<ExportState, 'status'>) {
  const t = useText(messages)
  return <span className={`tag ${looks[status]}`}>{t(names[status])}</span>
}
