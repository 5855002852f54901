import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { FieldMeta, ObjectMeta, RecordJson } from '../../data/client.ts'
import { trackJob } from '../../data/jobs.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { titleOf, useRecord } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { FieldDisplay } from '../fields/FieldDisplay.tsx'
import { isAsked } from '../form/form-fields.ts'
import { rereadDuplicates, useMerge } from './api.ts'
import './duplicates.css'
import { duplicateTexts } from './messages.ts'

type Props = { object: ObjectMeta; ids: readonly [string, string]; onClose: () => void }

/** Two records side by side: which one stays, and field by field whose value. */
export function MergeDialog({ object, ids, onClose }: Props) {
  const fields = object.fields.filter(isTakeable).map(({ key }) => key)
  const one = useRecord(object.key, ids[0], { fields: [object.title, ...fields] })
  const other = useRecord(object.key, ids[1], { fields: [object.title, ...fields] })
  const t = useText(duplicateTexts)
  const label = useLabel()
  const error = one.error ?? other.error
  const title = t('mergeTitle', { object: inSentence(label(object.label)), objects: inSentence(label(object.plural)) })
  if (one.data && other.data) return <Sides object={object} records={[one.data, other.data]} title={title} onClose={onClose} />
  return (
    <Dialog title={title} onClose={onClose} width={760}>
      {error ? <LoadError error={error} /> : <SkeletonRows />}
    </Dialog>
  )
}

/** Lists of several are joined, and what is masked stays with its record. */
function isTakeable(field: FieldMeta): boolean {
  return isAsked(field) && field.kind !== 'references' && field.kind !== 'secret'
}

const isFilled = (value: unknown): boolean => value !== null && value !== undefined && value !== ''

function Sides({
  object,
  records,
  title,
  onClose,
}: {
  object: ObjectMeta
  records: readonly [RecordJson, RecordJson]
  title: string
  onClose: () => void
}) {
  const t = useText(duplicateTexts)
  const label = useLabel()
  const navigate = useNavigate()
  const merge = useMerge(object.key)
  // The older one is what others know and link to.
  const [survivor, setSurvivor] = useState(String(records[0].createdAt) <= String(records[1].createdAt) ? 0 : 1)
  const [chosen, setChosen] = useState<Readonly<Record<string, number>>>({})
  const [kept, gone] = survivor === 0 ? records : [records[1], records[0]]
  const fields = object.fields.filter(isTakeable)
  const differing = fields.filter(({ key }) => JSON.stringify(records[0][key] ?? null) !== JSON.stringify(records[1][key] ?? null))
  const sideOf = (key: string): number => chosen[key] ?? (isFilled(kept[key]) ? survivor : 1 - survivor)

  function run(): void {
    const take = differing.filter(({ key }) => sideOf(key) !== survivor).map(({ key }) => key)
    merge.mutate(
      {
        object: object.key,
        survivor: { id: kept.id, revision: kept.revision },
        loser: { id: gone.id, revision: gone.revision },
        take,
      },
      {
        onSuccess: ({ result }) => {
          onClose()
          trackJob(result.job, (job) => {
            rereadDuplicates(object.key)
            if (job.status !== 'done') return
            showToast({
              text: t('merged', { title: titleOf(object.key, kept) }),
              action: { label: t('open'), run: () => void navigate({ to: '/$route/$id', params: { route: object.route, id: kept.id } }) },
            })
          })
        },
      },
    )
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      width={760}
      closeOutside={false}
      footer={
        <>
          <Button look="primary" busy={merge.isPending && t('merge')} onClick={run}>
            {t('merge')}
          </Button>
          <span className="t2">{t('mergeHelp')}</span>
        </>
      }
    >
      <table className="plain dup-sides">
        <thead>
          <tr>
            <th aria-label={title} />
            {records.map((record, side) => (
              <th key={record.id}>
                <label>
                  <input
                    type="radio"
                    name="survivor"
                    checked={side === survivor}
                    onChange={() => setSurvivor(side)}
                    aria-label={`${t('keep')} ${titleOf(object.key, record)}`}
                  />
                  <span>
                    {titleOf(object.key, record)}
                    <small className="t2">{t(side === survivor ? 'kept' : 'goes')}</small>
                  </span>
                </label>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differing.map((field) => (
            <tr key={field.key}>
              <th scope="row">{label(field.label)}</th>
              {records.map((record, side) => (
                <td key={record.id} className={sideOf(field.key) === side ? 'on' : ''}>
                  <label>
                    <input
                      type="radio"
                      name={`field-${field.key}`}
                      aria-label={t('choose', { field: label(field.label) })}
                      checked={sideOf(field.key) === side}
                      onChange={() => setChosen((now) => ({ ...now, [field.key]: side }))}
                    />
                    <FieldDisplay field={field} value={record[field.key]} place="cell" />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="t3">{t('onlyDiffering')}</p>
    </Dialog>
  )
}
