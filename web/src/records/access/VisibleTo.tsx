import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { recordKeys } from '../../data/cache.ts'
import { client, type ObjectMeta, type RecordLink, type VisibleGroup } from '../../data/client.ts'
import { useLabel, useMeta } from '../../data/meta.ts'
import { formatList } from '../../design/format.ts'
import { Popover } from '../../design/Popover.tsx'
import { useText } from '../../text/index.ts'
import { RecordPicker } from '../picker/RecordPicker.tsx'
import { accessTexts } from './messages.ts'

const ShareDialog = lazy(async () => ({ default: (await import('./ShareDialog.tsx')).ShareDialog }))

/** Whom the record is visible to, in a few words; why, and the way to share it, behind it. */
export function VisibleTo({ object, id, title }: { object: ObjectMeta; id: string; title: string }) {
  const t = useText(accessTexts)
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [isSharing, setSharing] = useState(false)
  const words = useGroupWords()
  const { data } = useQuery({
    queryKey: recordKeys.of(object.key, 'visible-to', id),
    queryFn: ({ signal }) => client.records(object.route).visibleTo(id, { signal }),
  })
  return (
    <>
      <button ref={anchor} type="button" className="explain" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Eye className="i s" aria-hidden="true" />
        {data && data.groups.length > 0 && <span className="el">{t('visibleTo', { names: formatList(data.groups.map(words)) })}</span>}
        <span className="link">{t('why')}</span>
      </button>
      {isOpen && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} place="bottom-end" width={360} label={t('whyTitle')}>
          <Why
            object={object}
            id={id}
            onShare={() => {
              setOpen(false)
              setSharing(true)
            }}
          />
        </Popover>
      )}
      {isSharing && (
        <Suspense>
          <ShareDialog object={object} ids={[id]} title={title} onClose={() => setSharing(false)} />
        </Suspense>
      )}
    </>
  )
}

function useGroupWords(): (group: VisibleGroup) => string {
  const t = useText(accessTexts)
  const { me } = useMeta()
  return ({ by, count, names }) => {
    if (by === 'owner') return names[0] === me.name ? t('me') : (names[0] ?? '')
    if (by === 'everyone') return t('everyone')
    if (by === 'team' || by === 'department') return t(by, { count })
    if (by === 'all') return t('seesAll', { count })
    return count > names.length ? t('andMore', { names: formatList(names), count }) : formatList(names)
  }
}

/** What the reader may do with the record and why; of somebody else, for administrators. */
function Why({ object, id, onShare }: { object: ObjectMeta; id: string; onShare: () => void }) {
  const t = useText(accessTexts)
  const label = useLabel()
  const { me } = useMeta()
  const [person, setPerson] = useState<RecordLink | null>(null)
  const { data, isPending } = useQuery({
    queryKey: recordKeys.of(object.key, 'explain', id, person?.id ?? null),
    queryFn: ({ signal }) => client.records(object.route).explain(id, { signal, ...(person ? { user: person.id } : {}) }),
  })
  const told = [
    ...(data?.allowed ?? []).map((one) => ({ ...one, may: true })),
    ...(data?.denied ?? []).map((one) => ({ ...one, may: false })),
  ]
  return (
    <>
      {me.isAdministrator && (
        <div className="explain-whose">
          <RecordPicker object="user" place="form" label={t('forWhom')} placeholder={t('forWhom')} value={person} onChange={setPerson} />
        </div>
      )}
      <ul className="explain-list" aria-busy={isPending}>
        {isPending && <li className="t3">…</li>}
        {told.map((one) => (
          <li key={one.action}>
            <span className="t3">{t(actionWords[one.action] ?? 'mayRead')}</span>
            <span className={one.may ? undefined : 't3'}>
              {!one.may && t('not')}
              {label(one.why)}
            </span>
          </li>
        ))}
      </ul>
      {data && isShared(object) && (
        <div className="explain-end">
          <button type="button" className="link" onClick={onShare}>
            {t('manage')}
          </button>
        </div>
      )}
    </>
  )
}

function isShared({ fields }: ObjectMeta): boolean {
  return fields.some(({ key, kind }) => key === 'owner' && kind === 'user')
}

const actionWords: Readonly<Record<string, 'mayRead' | 'mayUpdate' | 'mayDelete' | 'mayShare' | 'mayExport'>> = {
  read: 'mayRead',
  update: 'mayUpdate',
  delete: 'mayDelete',
  share: 'mayShare',
  export: 'mayExport',
}
