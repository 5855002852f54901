import { X } from 'lucide-react'
import { useState } from 'react'
import type { ObjectMeta, RecordLink } from '../../data/client.ts'
import { fieldOf, inSentence, useChoices, useLabel, useMeta, useObject } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { showToast } from '../../data/toasts.ts'
import { showUndo } from '../../data/write-records.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatDateTime, formatNumber } from '../../design/format.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { SelectField } from '../../sign-in/TextField.tsx'
import { common, useText } from '../../text/index.ts'
import { FieldEditor } from '../fields/FieldEditor.tsx'
import { RecordPicker } from '../picker/RecordPicker.tsx'
import './access.css'
import { accessTexts } from './messages.ts'
import { type Share, type ShareWish, useShare, useShares, useUnshare } from './shares.ts'

type Props = { object: ObjectMeta; ids: readonly string[]; title: string; onClose: () => void }
type Kind = 'user' | 'department' | 'role'

/** Shares one record or many: with whom, to see or to edit, until when; a colleague may join the team besides. */
export function ShareDialog({ object, ids, title, onClose }: Props) {
  const t = useText(accessTexts)
  const words = useText(common)
  const label = useLabel()
  const share = useShare(object.key)
  const [kind, setKind] = useState<Kind>('user')
  const [link, setLink] = useState<RecordLink | null>(null)
  const [rest, setRest] = useState<Omit<ShareWish, 'sharedWith'>>(plain)
  const objects = inSentence(label(ids.length === 1 ? object.label : object.plural))
  const [only] = ids.length === 1 ? ids : []

  function submit(): void {
    if (!link) return
    const wish = { ...rest, sharedWith: { object: kind, link }, ...(kind === 'user' ? {} : { teamRole: null }) }
    share.mutate(
      { ids, wish },
      {
        onSuccess: ({ changeId, refused }) => {
          const count = formatNumber(ids.length - refused)
          const done =
            only === undefined ? t('sharedMany', { count, object: objects, name: link.title }) : t('shared', { name: link.title })
          showUndo(refused > 0 ? `${done} · ${t('notAll', { count: formatNumber(refused) })}` : done, changeId)
          if (only === undefined) onClose()
          setLink(null)
          setRest(plain)
        },
        onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
      },
    )
  }

  return (
    <Dialog
      title={only === undefined ? t('titleMany', { count: formatNumber(ids.length), object: objects }) : t('title', { title })}
      width={520}
      closeOutside={false}
      onClose={onClose}
      footer={
        <>
          <Button look="primary" busy={share.isPending && words('saving')} whyNot={link ? undefined : t('choose')} onClick={submit}>
            {t('shareIt')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('close')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad dialog-form share-form">
        {only !== undefined && <SharedWith object={object} id={only} />}
        <div className="control">
          <span className="label">{t('kind')}</span>
          <Segmented<Kind>
            label={t('kind')}
            value={kind}
            options={[
              ['user', t('person')],
              ['department', t('departmentKind')],
              ['role', t('role')],
            ]}
            onChange={(next) => {
              setKind(next)
              setLink(null)
              setRest({ ...rest, below: false })
            }}
          />
          <RecordPicker key={kind} object={kind} place="form" label={t(kindNames[kind])} autoFocus value={link} onChange={setLink} />
        </div>
        {kind === 'department' && (
          <label className="check">
            <input type="checkbox" checked={rest.below} onChange={(event) => setRest({ ...rest, below: event.target.checked })} />
            {t('below')}
          </label>
        )}
        <Terms object={object} isPerson={kind === 'user'} value={rest} onChange={setRest} />
      </div>
    </Dialog>
  )
}

const plain: Omit<ShareWish, 'sharedWith'> = { below: false, level: 'read', until: null, reason: null, teamRole: null, related: {} }
const kindNames = { user: 'person', department: 'departmentKind', role: 'role' } as const

type TermsProps = {
  object: ObjectMeta
  isPerson: boolean
  value: Omit<ShareWish, 'sharedWith'>
  onChange: (value: Omit<ShareWish, 'sharedWith'>) => void
}

/** To see or to edit, until when and why; in which role of the team, and what of the records that belong to it. */
function Terms({ object, isPerson, value, onChange }: TermsProps) {
  const t = useText(accessTexts)
  const label = useLabel()
  const { objects } = useMeta()
  const shares = useObject('recordShare')
  const roles = useChoices('team-role')
  const reached = objects.filter(({ key }) => object.team?.includes(key))
  const [until, reason] = ['until', 'reason'].map((key) => fieldOf(shares, key))
  return (
    <>
      <div className="control">
        <span className="label">{t('level')}</span>
        <Segmented
          label={t('level')}
          value={value.level}
          options={[
            ['read', t('read')],
            ['edit', t('edit')],
          ]}
          onChange={(level) => onChange({ ...value, level })}
        />
      </div>
      {until && (
        <div className="control">
          <span className="label">{t('until')}</span>
          <FieldEditor
            field={until}
            value={value.until}
            place="form"
            label={t('until')}
            placeholder={t('forEver')}
            onChange={(next) => onChange({ ...value, until: next })}
          />
        </div>
      )}
      {isPerson && object.team && (
        <SelectField
          label={t('asMember')}
          value={typeof value.teamRole === 'string' ? value.teamRole : ''}
          options={[['', t('notMember')], ...roles.map((role): [string, string] => [role.key, label(role.label)])]}
          onChange={(next) => onChange({ ...value, teamRole: next === '' ? null : next })}
        />
      )}
      {isPerson && Boolean(value.teamRole) && (
        <div className="share-related">
          {reached.map(({ key, plural }) => (
            <SelectField
              key={key}
              label={t('relatedRights', { object: inSentence(label(plural)) })}
              value={value.related[key] ?? ''}
              options={[
                ['', t('none')],
                ['read', t('read')],
                ['edit', t('edit')],
              ]}
              onChange={(next) => {
                const { [key]: _old, ...others } = value.related
                onChange({ ...value, related: next === '' ? others : { ...others, [key]: next } })
              }}
            />
          ))}
        </div>
      )}
      {reason && (
        <div className="control">
          <span className="label">{label(reason.label)}</span>
          <FieldEditor
            field={reason}
            value={value.reason}
            place="form"
            label={label(reason.label)}
            onChange={(next) => onChange({ ...value, reason: next })}
          />
        </div>
      )}
    </>
  )
}

/** Whom it is shared with now, each with the way to take it back. */
function SharedWith({ object, id }: { object: ObjectMeta; id: string }) {
  const t = useText(accessTexts)
  const { data } = useShares(id)
  const unshare = useUnshare(object.key)
  if (!data) return null
  if (data.length === 0) return <p className="t3">{t('nobody')}</p>

  function takeBack(share: Share): void {
    unshare.mutate(share.id, {
      onSuccess: ({ changeId }) => showUndo(t('takenBack', { name: share.sharedWith.title ?? '' }), changeId),
      onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
    })
  }

  return (
    <ul className="shares" aria-label={t('now')}>
      {data.map((share) => (
        <li key={share.id}>
          <span className="el">{share.sharedWith.title}</span>
          <ShareTerms share={share} />
          <button
            type="button"
            className="ib sm"
            aria-label={t('takeBack', { name: share.sharedWith.title ?? '' })}
            title={t('takeBack', { name: share.sharedWith.title ?? '' })}
            onClick={() => takeBack(share)}
          >
            <X className="i s" aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function ShareTerms({ share }: { share: Share }) {
  const t = useText(accessTexts)
  const label = useLabel()
  const role = useChoices('team-role').find(({ key }) => key === share.teamRole)
  const isOver = share.until !== null && new Date(share.until) <= new Date()
  return (
    <span className="t3 small nw">
      {role && <span className="tag">{label(role.label)}</span>} {t(share.level)}
      {share.below && ` · ${t('below')}`}
      {share.until !== null && ` · ${isOver ? t('ended') : t('untilShown', { time: formatDateTime(share.until) })}`}
    </span>
  )
}
