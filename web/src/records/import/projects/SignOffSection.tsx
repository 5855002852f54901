import { PenLine } from 'lucide-react'
import { useId, useState } from 'react'
import { problemText } from '../../../data/problems.ts'
import { Button } from '../../../design/Button.tsx'
import { formatExactDateTime } from '../../../design/format.ts'
import { useText } from '../../../text/index.ts'
import { isMoving, type ProjectView, type SignOff, useProjectStep, useReconciliation, useSignOff } from './api.ts'
import { messages } from './messages.ts'

/** The word of a person that the figures are right: given once everything is in, kept with its date and note. */
export function SignOffSection({ project }: { project: ProjectView }) {
  const t = useText(messages)
  const { status, files, signOffs } = project
  const isIn = files.length > 0 && files.every((file) => file.status !== 'open')
  const isReady = isIn && !isMoving(status) && ['done', 'failed', 'cancelled'].includes(status)
  if (!isReady && signOffs.length === 0) return null
  return (
    <section aria-label={t('signOff')}>
      <div className="imp-section-head">
        <h2>{t('signOff')}</h2>
      </div>
      <div className="imp-pad">
        {signOffs.map((signOff) => (
          <Signed key={signOff.at} signOff={signOff} />
        ))}
        {status === 'signed' && project.mayReopen && <Reopen project={project} />}
        {isReady && <Sign project={project} />}
      </div>
    </section>
  )
}

function Signed({ signOff: { by, at, note, reopened } }: { signOff: SignOff }) {
  const t = useText(messages)
  return (
    <div className="imp-signed">
      <p className={reopened ? 't3' : 'ok'}>{t('signedBy', { name: by.name, time: formatExactDateTime(at) })}</p>
      {note && <p className="t2">{note}</p>}
      {reopened && <p className="t3">{t('reopenedBy', { name: reopened.by.name, time: formatExactDateTime(reopened.at) })}</p>}
    </div>
  )
}

function Reopen({ project }: { project: ProjectView }) {
  const t = useText(messages)
  const reopen = useProjectStep(project.id, 'reopen')
  return (
    <Button size="sm" onClick={() => reopen.mutate()}>
      {t('reopen')}
    </Button>
  )
}

function Sign({ project }: { project: ProjectView }) {
  const t = useText(messages)
  const own = useId()
  const [note, setNote] = useState('')
  const sign = useSignOff(project.id)
  const { data } = useReconciliation(project, true)
  const mustSay = data !== undefined && !data.explained && note.trim() === ''
  return (
    <form
      className="imp-form"
      onSubmit={(event) => {
        event.preventDefault()
        sign.mutate(note)
      }}
    >
      <p className="t2">{t('signText')}</p>
      <label htmlFor={`${own}-note`}>{t('note')}</label>
      <textarea
        id={`${own}-note`}
        className="field"
        rows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {mustSay && <p className="warn small">{t('noteNeeded')}</p>}
      {sign.error && (
        <p className="bad" role="alert">
          {problemText(sign.error)}
        </p>
      )}
      <div>
        <Button
          look="primary"
          type="submit"
          icon={<PenLine className="i s" aria-hidden="true" />}
          busy={sign.isPending && t('signing')}
          whyNot={mustSay ? t('noteNeeded') : undefined}
        >
          {t('signOff')}
        </Button>
      </div>
    </form>
  )
}
