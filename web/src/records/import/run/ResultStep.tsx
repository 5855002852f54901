import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, Download, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { Label } from '../../../data/client.ts'
import { trackJob } from '../../../data/jobs.ts'
import { inSentence, useLabel, useObjectIfReadable } from '../../../data/meta.ts'
import { rereadObject } from '../../../data/records.ts'
import { Button } from '../../../design/Button.tsx'
import { Dialog } from '../../../design/Dialog.tsx'
import { formatNumber } from '../../../design/format.ts'
import { common, currentLanguage, useText } from '../../../text/index.ts'
import { downloadRejected, type ImportResult, type ImportView, type KeptRow, rereadImport, useKeptRows, useUndoImport } from '../api.ts'
import { messages } from '../messages.ts'
import { Steps } from '../Steps.tsx'

/** What came of it: figures, the rows that were left out and why, and the way back. */
export function ResultStep({ view }: { view: ImportView }) {
  const t = useText(messages)
  const label = useLabel()
  const object = useObjectIfReadable(view.object)
  const [isAsking, setAsking] = useState(false)
  const isGood = view.status === 'done'
  const title =
    view.status === 'undone'
      ? t('undoneTitle')
      : view.status === 'failed'
        ? t('failedTitle')
        : view.status === 'cancelled'
          ? t('statusCancelled')
          : t('doneTitle', { file: view.fileName })

  return (
    <div className="imp">
      <div className="imp-bar steps-bar">
        <Steps now="stepImport" />
      </div>
      <div className="imp-scroll">
        <div className="imp-card" style={{ maxWidth: 900 }}>
          <h2 className="row g4">
            {isGood && <CircleCheck className="i l ok" aria-hidden="true" />}
            {view.status === 'failed' && <CircleAlert className="i l bad" aria-hidden="true" />}
            {title}
          </h2>
          {view.error && <p className="lead bad">{view.error.detail}</p>}
          {view.status === 'cancelled' && <p className="lead">{t('cancelled')}</p>}
          {view.result && <Figures result={view.result} />}
          <div className="btns">
            {object && view.status !== 'undone' && (
              <Link to="/$route" params={{ route: object.route }} search={{ sort: '-createdAt' }} className="btn pri">
                {t('see', { object: inSentence(label(object.plural)) })}
              </Link>
            )}
            {view.result !== null && view.result.rejected > 0 && (
              <Button icon={<Download className="i" aria-hidden="true" />} onClick={() => void downloadRejected(view, t('rejectedSuffix'))}>
                {t('downloadRejected')}
              </Button>
            )}
            {view.status !== 'undone' && (
              <Button icon={<Undo2 className="i" aria-hidden="true" />} onClick={() => setAsking(true)}>
                {t('undoImport')}
              </Button>
            )}
            <Link to="/imports/new" search={{ object: view.object }} className="btn">
              {t('importedMore')}
            </Link>
          </div>
          {view.result !== null && view.result.rejected > 0 && <Rejected view={view} />}
        </div>
      </div>
      {isAsking && <UndoDialog view={view} onClose={() => setAsking(false)} />}
    </div>
  )
}

function Figures({ result }: { result: ImportResult }) {
  const t = useText(messages)
  const figures = [
    [t('created'), result.created, 'ok'],
    [t('updated'), result.updated, ''],
    [t('skipped'), result.skipped, ''],
    [t('rejected'), result.rejected, 'bad'],
    ...(result.choices > 0 ? [[t('choicesMade'), result.choices, ''] as const] : []),
    ...(result.records > 0 ? [[t('recordsMade'), result.records, ''] as const] : []),
  ] as const
  return (
    <dl className="imp-figures">
      {figures.map(([name, value, look]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={value > 0 ? look : 't3'}>{formatNumber(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Rejected({ view }: { view: ImportView }) {
  const t = useText(messages)
  const label = useLabel()
  const { data } = useKeptRows(view.id, true)
  if (!data) return null
  const columns = view.columns.slice(0, 5)
  return (
    <section className="imp-rejected">
      <h3>
        {t('rejectedRows')} <span className="t3 small">{formatNumber(view.result?.rejected ?? 0)}</span>
      </h3>
      <table className="plain">
        <thead>
          <tr>
            <th className="r" style={{ width: 64 }}>
              {t('row')}
            </th>
            {columns.map((column) => (
              <th key={column.index}>{column.name}</th>
            ))}
            <th style={{ width: '38%' }}>{t('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => {
            const why = reasonsOf(row, label)
            return (
              <tr key={row.number}>
                <td className="r">{row.number}</td>
                {columns.map((column) => (
                  <td key={column.index} title={row.cells[column.index]}>
                    {row.cells[column.index]}
                  </td>
                ))}
                <td className="bad" title={why}>
                  {why}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function reasonsOf({ problems }: KeptRow, label: (words: Label) => string): string {
  const colon = currentLanguage() === 'en' ? ': ' : '：'
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ fieldLabel, detail }) => (fieldLabel ? `${label(fieldLabel)}${colon}${detail}` : detail))
    .join(' ')
}

/** Taking an import back cannot itself be taken back: it is asked for once. */
function UndoDialog({ view, onClose }: { view: ImportView; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const undo = useUndoImport(view.id)

  function run(): void {
    undo.mutate(undefined, {
      onSuccess: ({ job }) => {
        trackJob(job.id, () => {
          rereadImport(view.id)
          rereadObject(view.object)
        })
        onClose()
      },
    })
  }

  return (
    <Dialog
      title={t('undoTitle')}
      onClose={onClose}
      width={420}
      footer={
        <>
          <Button look="danger" busy={undo.isPending && t('undoing')} onClick={run}>
            {t('undoImport')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <p className="t2">{t('undoText')}</p>
    </Dialog>
  )
}
