import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, Download, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { inSentence, useLabel, useObjectIfReadable } from '../../../data/meta.ts'
import { Button } from '../../../design/Button.tsx'
import { formatDateTime, formatExactDateTime, formatNumber } from '../../../design/format.ts'
import { useText } from '../../../text/index.ts'
import { downloadRejected } from '../api.ts'
import { type ImportView, isBeingUndone } from '../import-view.ts'
import { messages } from '../messages.ts'
import { StepBar } from '../StepBar.tsx'
import { Figures } from './Figures.tsx'
import { KeptRows } from './KeptRows.tsx'
import { LeftStandingList } from './LeftStandingList.tsx'
import { UndoDialog } from './UndoDialog.tsx'

/** So long an import can be taken back. */
const undoDays = 30

/** What came of it: figures, the rows that were left out and why, and the way back. */
export function ResultStep({ view }: { view: ImportView }) {
  const t = useText(messages)
  const label = useLabel()
  const object = useObjectIfReadable(view.object)
  const [isAsking, setAsking] = useState(false)
  const isUndone = view.status === 'undone'
  const isTooLate = view.undoUntil != null && Date.parse(view.undoUntil) < Date.now()

  return (
    <div className="imp">
      <StepBar now="stepImport" isOver={view.status === 'done'} />
      <div className="imp-scroll">
        <div className="imp-card wide">
          <h2 className="row g4">
            {view.status === 'done' && <CircleCheck className="i l ok" aria-hidden="true" />}
            {view.status === 'failed' && <CircleAlert className="i l bad" aria-hidden="true" />}
            {useTitle(view)}
          </h2>
          <p className="lead" title={formatExactDateTime(view.createdAt)}>
            {t('importedAt', { when: formatDateTime(view.createdAt), rows: formatNumber(view.rowCount) })}
          </p>
          {view.error && (
            <p className="bad" role="alert">
              {view.error.detail}
            </p>
          )}
          {(view.status === 'cancelled' || view.status === 'failed') && <p className="t2">{t('cancelled')}</p>}
          {view.result && <Figures result={view.result} />}
          <div className="btns">
            {object && !isUndone && (
              <Link to="/$route" params={{ route: object.route }} search={{ sort: '-createdAt' }} className="btn pri">
                {t('see', { object: inSentence(label(object.plural)) })}
              </Link>
            )}
            {view.result !== null && view.result.rejected > 0 && (
              <Button icon={<Download className="i" aria-hidden="true" />} onClick={() => void downloadRejected(view)}>
                {t('downloadRejected')}
              </Button>
            )}
            {!isUndone && (
              <Button
                icon={<Undo2 className="i" aria-hidden="true" />}
                busy={isBeingUndone(view) && t('undoing')}
                whyNot={isTooLate ? t('undoTooLate', { days: undoDays }) : undefined}
                onClick={() => setAsking(true)}
              >
                {t('undoImport')}
              </Button>
            )}
            <Link to="/imports/new" search={{ object: view.object }} className="btn">
              {t('importedMore')}
            </Link>
          </div>
          {isUndone && <LeftStandingList view={view} />}
          {view.result !== null && view.result.rejected > 0 && <KeptRows view={view} outcome="rejected" count={view.result.rejected} />}
          {view.result !== null && view.result.noted > 0 && <KeptRows view={view} outcome="noted" count={view.result.noted} />}
        </div>
      </div>
      {isAsking && <UndoDialog view={view} onClose={() => setAsking(false)} />}
    </div>
  )
}

function useTitle({ status, fileName }: ImportView): string {
  const t = useText(messages)
  if (status === 'undone') return t('undoneTitle')
  if (status === 'failed') return t('failedTitle')
  if (status === 'cancelled') return t('cancelledTitle')
  return t('doneTitle', { file: fileName })
}
