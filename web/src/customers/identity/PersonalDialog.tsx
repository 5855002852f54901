import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { rereadObject } from '../../data/cache.ts'
import { client, type ErasureRehearsal, type ObjectMeta } from '../../data/client.ts'
import { objectOf, useLabel, useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { customerTexts } from '../messages.ts'
import './identity.css'

const copyTexts = {
  history: 'copyHistory',
  timeline: 'copyTimeline',
  notifications: 'copyNotifications',
  imports: 'copyImports',
  exports: 'copyExports',
  answers: 'copyAnswers',
  jobs: 'copyJobs',
  audit: 'copyAudit',
  files: 'copyFiles',
  externalKeys: 'copyKeys',
} as const
const keptTexts = { consents: 'keptConsents', business: 'keptBusiness', log: 'keptLog' } as const

type Props = { object: ObjectMeta; id: string; title: string; onClose: () => void }

/** One person's data: given out as an archive, or erased after it was shown what that takes out and what stays. */
export function PersonalDialog({ object, id, title, onClose }: Props) {
  const t = useText(customerTexts)
  const form = useId()
  const [reason, setReason] = useState('')
  const [confirm, setConfirm] = useState('')
  const { data, error, refetch } = useQuery({
    queryKey: ['personal', object.key, id],
    queryFn: ({ signal }) => client.records(object.route).personal(id, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
  const erase = useMutation({
    mutationFn: () => client.records(object.route).erase(id, { confirm, reason }),
    onSuccess: () => {
      showToast({ text: t('erased'), seconds: 6 })
      rereadObject(object.key)
      onClose()
    },
  })

  function submit(event: FormEvent): void {
    event.preventDefault()
    erase.mutate()
  }

  return (
    <Dialog
      place="drawer"
      title={t('personalTitle', { title: data?.title ?? title })}
      onClose={onClose}
      footer={
        data && (
          <Button
            type="submit"
            form={form}
            look="danger"
            busy={erase.isPending && t('erasing')}
            whyNot={confirm.trim() === data.title.trim() && reason.trim() !== '' ? undefined : t('eraseConfirm', { title: data.title })}
          >
            {t('eraseNow')}
          </Button>
        )
      }
    >
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows />}
      {data && (
        <form id={form} className="dialog-form personal" onSubmit={submit} noValidate>
          <p>
            <a className="btn" href={`/api/v1/${object.route}/${id}/personal/archive`} download>
              <Download className="i s" aria-hidden="true" />
              {t('personalArchive')}
            </a>
          </p>
          <p className="small t3">{t('personalArchiveAbout')}</p>
          <h3>{t('eraseTitle')}</h3>
          <p className="alert">{t('eraseWarning')}</p>
          <Rehearsal data={data} />
          {erase.error && (
            <div className="alert" role="alert">
              {problemText(erase.error)}
            </div>
          )}
          <label className="label">
            {t('eraseReason')}
            <input className="field" required value={reason} onChange={(event) => setReason(event.target.value)} autoComplete="off" />
          </label>
          <label className="label">
            {t('eraseConfirm', { title: data.title })}
            <input className="field" required value={confirm} onChange={(event) => setConfirm(event.target.value)} autoComplete="off" />
          </label>
        </form>
      )}
    </Dialog>
  )
}

function Rehearsal({ data }: { data: ErasureRehearsal }) {
  const t = useText(customerTexts)
  const label = useLabel()
  const meta = useMeta()
  return (
    <dl className="personal-parts">
      <dt>{t('eraseFields')}</dt>
      <dd>{data.fields.map((field) => label(field.label)).join(' · ')}</dd>
      {data.records.length > 0 && <dt>{t('eraseRecords')}</dt>}
      {data.records.map((one) => (
        <dd key={one.object}>{t('eraseRecord', { object: label(one.label), count: one.count, changed: one.changed })}</dd>
      ))}
      {data.copies.length > 0 && <dt>{t('eraseCopies')}</dt>}
      {data.copies.map(({ kind, count }) => (
        <dd key={kind}>{t(copyTexts[kind], { count })}</dd>
      ))}
      <dt>{t('eraseKept')}</dt>
      {data.kept.map(({ kind, count }) => (
        <dd key={kind}>{t(keptTexts[kind], { count })}</dd>
      ))}
      {data.mentions.length > 0 && <dt>{t('eraseMentions')}</dt>}
      {data.mentions.map((one) => (
        <dd key={one.id}>
          <Link to="/$route/$id" params={{ route: objectOf(meta, one.object)?.route ?? '', id: one.id }}>
            {one.title}
          </Link>
        </dd>
      ))}
    </dl>
  )
}
