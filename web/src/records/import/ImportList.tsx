import './import.css'
import { Link } from '@tanstack/react-router'
import { Upload } from 'lucide-react'
import { useLabel, useMeta } from '../../data/meta.ts'
import { formatDateTime, formatExactDateTime, formatNumber } from '../../design/format.ts'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { Page } from '../../frame/Page.tsx'
import { useText } from '../../text/index.ts'
import { useImports } from './api.ts'
import type { ImportSummary } from './import-view.ts'
import { messages } from './messages.ts'
import { StatusMark } from './StatusMark.tsx'

/** My imports, the newest first. */
export function ImportList() {
  const t = useText(messages)
  const { objects } = useMeta()
  const { data, error, isPending, refetch } = useImports()
  const mayImport = objects.some(({ may }) => may.import && may.create)
  const start = mayImport && (
    <Link to="/imports/new" className="btn sm pri">
      <Upload className="i s" aria-hidden="true" />
      {t('newImport')}
    </Link>
  )

  return (
    <Page title={t('imports')}>
      <div className="imp">
        {data && data.imports.length > 0 && (
          <div className="imp-bar">
            <span className="t3 small el">{t('ninetyDays')}</span>
            <span className="end row g3">
              {mayImport && (
                <Link to="/imports/projects" className="btn sm">
                  {t('projects')}
                </Link>
              )}
              {start}
            </span>
          </div>
        )}
        {error && <LoadError error={error} onRetry={() => void refetch()} />}
        {isPending && <SkeletonRows />}
        {data?.imports.length === 0 && (
          <Empty icon={<Upload className="i" aria-hidden="true" />} title={t('noImports')} actions={start}>
            {t('noImportsText')}
          </Empty>
        )}
        {data && data.imports.length > 0 && <ImportTable imports={data.imports} />}
      </div>
    </Page>
  )
}

function ImportTable({ imports }: { imports: readonly ImportSummary[] }) {
  const t = useText(messages)
  const label = useLabel()
  return (
    <div className="imp-scroll">
      <table className="plain">
        <thead>
          <tr>
            <th>{t('file')}</th>
            <th style={{ width: 120 }}>{t('into')}</th>
            <th style={{ width: 100 }} className="r">
              {t('rows')}
            </th>
            <th style={{ width: 120 }}>{t('status')}</th>
            <th style={{ width: 300 }}>{t('outcome')}</th>
            <th style={{ width: 150 }}>{t('when')}</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((one) => (
            <tr key={one.id}>
              <td className="k">
                <Link to="/imports/$id" params={{ id: one.id }} className="link">
                  {one.fileName}
                </Link>
              </td>
              <td>{one.objectLabel && label(one.objectLabel)}</td>
              <td className="r">{formatNumber(one.rowCount)}</td>
              <td>
                <StatusMark status={one.status} />
              </td>
              <td>
                {one.result &&
                  t('outcomeText', {
                    created: formatNumber(one.result.created),
                    updated: formatNumber(one.result.updated),
                    rejected: formatNumber(one.result.rejected),
                  })}
              </td>
              <td title={formatExactDateTime(one.createdAt)}>{formatDateTime(one.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
