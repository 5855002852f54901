import { Link } from '@tanstack/react-router'
import type { HistoryEntry, ObjectMeta, RecordJson, RecordLink } from '../../data/client.ts'
import { trackJob } from '../../data/jobs.ts'
import { fieldOf, inSentence, useLabel } from '../../data/meta.ts'
import { useAction, useHistory, useRecord } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { Person } from '../../design/Avatar.tsx'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatExactDateTime } from '../../design/format.ts'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { FieldDisplay } from '../fields/FieldDisplay.tsx'
import { isAsked } from '../form/form-fields.ts'
import { type Clash, rereadDuplicates } from './api.ts'
import './duplicates.css'
import { duplicateTexts } from './messages.ts'

type Props = { object: ObjectMeta; clash: Clash; onClose: () => void }
type Choice = 'keep' | 'hand' | 'share' | 'both'

/** Both records side by side, with what they say and what was done with them; and whose it is from now on. */
export function ClashDialog({ object, clash, onClose }: Props) {
  const t = useText(duplicateTexts)
  const fields = object.fields.filter(isAsked).map(({ key }) => key)
  const held = useRecord(object.key, clash.held.id, { fields: [object.title, ...fields] })
  const found = useRecord(object.key, clash.found.id, { fields: [object.title, ...fields] })
  const decide = useAction<{ clash: string; choice: Choice }, { job: string | null }>('clash.decide')
  const error = held.error ?? found.error

  function choose(choice: Choice): void {
    decide.mutate(
      { clash: clash.id, choice },
      {
        onSuccess: ({ result }) => {
          if (result.job) trackJob(result.job, () => rereadDuplicates(object.key))
          rereadDuplicates(object.key)
          showToast({ text: t('decided'), seconds: 4 })
          onClose()
        },
      },
    )
  }

  return (
    <Dialog
      title={t('clashTitle')}
      onClose={onClose}
      width={860}
      footer={
        <div className="dup-decide">
          <Button size="sm" busy={decide.isPending && t('clashKeep', { holder: clash.holder.title })} onClick={() => choose('keep')}>
            {t('clashKeep', { holder: clash.holder.title })}
          </Button>
          <Button size="sm" onClick={() => choose('hand')}>
            {t('clashHand', { finder: clash.finder.title })}
          </Button>
          <Button size="sm" onClick={() => choose('share')}>
            {t('clashShare')}
          </Button>
          <Button size="sm" look="bare" onClick={() => choose('both')}>
            {t('clashBoth')}
          </Button>
          <span className="t2">{t('clashHelp')}</span>
        </div>
      }
    >
      {error ? (
        <LoadError error={error} />
      ) : held.data && found.data ? (
        <div className="dup-clash">
          <Side object={object} link={clash.held} person={clash.holder} record={held.data} other={found.data} caption={t('clashHeld')} />
          <Side object={object} link={clash.found} person={clash.finder} record={found.data} other={held.data} caption={t('clashFound')} />
        </div>
      ) : (
        <SkeletonRows />
      )}
    </Dialog>
  )
}

type SideProps = { object: ObjectMeta; link: RecordLink; person: RecordLink; record: RecordJson; other: RecordJson; caption: string }

const isFilled = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

function Side({ object, link, person, record, other, caption }: SideProps) {
  const t = useText(duplicateTexts)
  const label = useLabel()
  const { entries, isPending } = useHistory(object.key, link.id)
  const shown = object.fields.filter(
    (field) => isAsked(field) && field.kind !== 'secret' && (isFilled(record[field.key]) || isFilled(other[field.key])),
  )
  return (
    <section aria-label={caption}>
      <span className="t3">{caption}</span>
      <h3>
        <Link to="/$route/$id" params={{ route: object.route, id: link.id }} target="_blank">
          {link.title}
        </Link>
      </h3>
      <Person id={person.id} name={person.title} />
      <dl>
        {shown.map((field) => (
          <div
            key={field.key}
            className={JSON.stringify(record[field.key] ?? null) === JSON.stringify(other[field.key] ?? null) ? 'same' : ''}
          >
            <dt>{label(field.label)}</dt>
            <dd>{isFilled(record[field.key]) ? <FieldDisplay field={field} value={record[field.key]} place="cell" /> : '–'}</dd>
          </div>
        ))}
      </dl>
      <h4>{t('clashHistory')}</h4>
      {isPending ? (
        <SkeletonRows rows={3} />
      ) : (
        <ol>
          {entries.slice(0, mostEntries).map((entry) => (
            <li key={entry.id}>
              <time className="t3">{formatExactDateTime(entry.at)}</time> {entry.principal?.title} {t(kinds[entry.kind])}{' '}
              <span className="t2">{changedFields(entry, object, label)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

const mostEntries = 12
const kinds = { create: 'didCreate', update: 'didUpdate', delete: 'didDelete', restore: 'didRestore' } as const

function changedFields({ kind, changes }: HistoryEntry, object: ObjectMeta, label: ReturnType<typeof useLabel>): string {
  if (kind !== 'update') return ''
  const names = Object.keys(changes).flatMap((key) => fieldOf(object, key) ?? [])
  return new Intl.ListFormat(document.documentElement.lang, { type: 'unit', style: 'short' }).format(
    names.map((field) => inSentence(label(field.label))),
  )
}
