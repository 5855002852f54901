import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, Link2, Mail, NotebookPen, Phone, Plus, Share2, Trash2, UserRoundX } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { ClaimButton, useMayClaim, usePoolEntries } from '../../customers/pools/PoolButtons.tsx'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { useRemoveRecord } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { Menu, type MenuEntry } from '../../design/Menu.tsx'
import { useText } from '../../text/index.ts'
import { accessTexts } from '../access/messages.ts'
import { waysToReach } from './header.ts'
import { pageTexts } from './messages.ts'
import { linkedValues, type Relation } from './related.ts'
import { StarButton } from './StarButton.tsx'
import { specialsOf } from './specials.ts'
import { telephone } from './use-page-keys.ts'

const PersonalDialog = lazy(async () => ({ default: (await import('../../customers/identity/PersonalDialog.tsx')).PersonalDialog }))
const ShareDialog = lazy(async () => ({ default: (await import('../access/ShareDialog.tsx')).ShareDialog }))

type Props = {
  object: ObjectMeta
  record: RecordJson
  title: string
  relations: readonly Relation[]
  hasTimeline: boolean
  onCompose: (kind?: string) => void
}

/** What one does most with this record; the rest is in the menu at the end. */
export function PageActions({ object, record, title, relations, hasTimeline, onCompose }: Props) {
  const t = useText(pageTexts)
  const label = useLabel()
  const navigate = useNavigate()
  const { phone, email } = waysToReach(object, record)
  const { Actions, hasMain } = specialsOf(object.key)
  const mayClaim = useMayClaim({ object, record })
  const special = Actions && (
    <Suspense>
      <Actions object={object} record={record} />
    </Suspense>
  )
  const main = relations.find((relation) => relation.object.key === 'opportunity' && relation.object.may.create)
  return (
    <>
      {phone !== undefined && (
        <a className="btn" href={telephone(phone)}>
          <Phone className="i s" aria-hidden="true" />
          {t('call')}
        </a>
      )}
      {email !== undefined && (
        <a className="btn" href={`mailto:${email}`}>
          <Mail className="i s" aria-hidden="true" />
          {t('mail')}
        </a>
      )}
      {main && !record.deletedAt && (
        <Button
          icon={<Plus className="i s" aria-hidden="true" />}
          onClick={() =>
            void navigate({
              to: '/$route/new',
              params: { route: main.object.route },
              search: { initial: linkedValues(object, record, main.object, main.field.key) },
            })
          }
        >
          {t('new', { object: inSentence(label(main.object.label)) })}
        </Button>
      )}
      {!hasMain && special}
      {hasTimeline && !record.deletedAt && (
        <Button
          look={hasMain || mayClaim ? 'plain' : 'primary'}
          keys="L"
          icon={<NotebookPen className="i s" aria-hidden="true" />}
          onClick={() => onCompose()}
        >
          {t('logActivity')}
        </Button>
      )}
      {hasMain && special}
      <ClaimButton object={object} record={record} />
      <MoreMenu object={object} record={record} title={title} />
    </>
  )
}

function MoreMenu({ object, record, title }: Pick<Props, 'object' | 'record' | 'title'>) {
  const t = useText(pageTexts)
  const access = useText(accessTexts)
  const [isSharing, setSharing] = useState(false)
  const navigate = useNavigate()
  const remove = useRemoveRecord(object.key)
  const [isPersonal, setPersonal] = useState(false)
  const pools = usePoolEntries({ object, record })

  async function copyLink(): Promise<void> {
    await navigator.clipboard.writeText(`${location.origin}/${object.route}/${record.id}`)
    showToast({ text: t('linkCopied'), seconds: 4 })
  }

  function removeIt(): void {
    remove.mutate(
      { id: record.id, message: t('deleted', { title }) },
      { onSuccess: () => void navigate({ to: '/$route', params: { route: object.route } }) },
    )
  }

  const isShareable = object.fields.some(({ key, kind }) => key === 'owner' && kind === 'user')
  const entries: MenuEntry[] = [
    ...pools.entries,
    ...(pools.entries.length > 0 ? [{ kind: 'separator' } as const] : []),
    { label: t('copyLink'), icon: <Link2 className="i s" aria-hidden="true" />, run: () => void copyLink() },
  ]
  const isPerson = object.person === true || (object.person !== undefined && record[object.person.field] === object.person.is)
  if (isPerson && object.may.privacy && !record.deletedAt)
    entries.push({ label: t('personal'), icon: <UserRoundX className="i s" aria-hidden="true" />, run: () => setPersonal(true) })
  if (isShareable && !record.deletedAt)
    entries.push({ label: access('manage'), icon: <Share2 className="i s" aria-hidden="true" />, run: () => setSharing(true) })
  if (object.may.delete && !record.deletedAt)
    entries.push(
      { kind: 'separator' },
      { label: t('delete'), danger: true, icon: <Trash2 className="i s" aria-hidden="true" />, run: removeIt },
    )
  return (
    <>
      <Menu label={t('more')} entries={entries} place="bottom-end" width={180}>
        {(open) => (
          <button type="button" className="ib" aria-label={t('more')} title={t('more')} {...open}>
            <Ellipsis className="i" aria-hidden="true" />
          </button>
        )}
      </Menu>
      {pools.dialog}
      {isPersonal && (
        <Suspense>
          <PersonalDialog object={object} id={record.id} title={title} onClose={() => setPersonal(false)} />
        </Suspense>
      )}
      {isSharing && (
        <Suspense>
          <ShareDialog object={object} ids={[record.id]} title={title} onClose={() => setSharing(false)} />
        </Suspense>
      )}
    </>
  )
}

/** On the phone: the ways to reach somebody, as large buttons. */
export function PhoneActions({ object, record }: Props) {
  const t = useText(pageTexts)
  const { phone, email } = waysToReach(object, record)
  const { Actions } = specialsOf(object.key)
  const mayClaim = useMayClaim({ object, record })
  if (phone === undefined && email === undefined && !Actions && !mayClaim) return null
  return (
    <div className="rec-quick">
      {phone !== undefined && (
        <a className="btn" href={telephone(phone)}>
          <Phone className="i" aria-hidden="true" />
          {t('call')}
        </a>
      )}
      {email !== undefined && (
        <a className="btn" href={`mailto:${email}`}>
          <Mail className="i" aria-hidden="true" />
          {t('mail')}
        </a>
      )}
      {Actions && (
        <Suspense>
          <Actions object={object} record={record} />
        </Suspense>
      )}
      <ClaimButton object={object} record={record} />
    </div>
  )
}

/** The phone's top bar has room for what is needed least. */
export function PhoneTools({ object, record, title }: Pick<Props, 'object' | 'record' | 'title'>) {
  return (
    <>
      <StarButton object={object.key} id={record.id} title={title} />
      <MoreMenu object={object} record={record} title={title} />
    </>
  )
}
