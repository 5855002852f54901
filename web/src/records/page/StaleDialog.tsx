import { useState } from 'react'
import type { ObjectMeta } from '../../data/client.ts'
import { fieldOf, useLabel } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatDateTime } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { FieldDisplay } from '../fields/FieldDisplay.tsx'
import { pageTexts } from './messages.ts'
import type { RecordEdit, StaleEdit } from './use-record-edit.ts'

type Props = { object: ObjectMeta; title: string; stale: StaleEdit; onResolve: RecordEdit['resolve'] }

/** Two people changed one record: each field both touched is decided on its own, and neither value is lost. */
export function StaleDialog({ object, title, stale, onResolve }: Props) {
  const t = useText(pageTexts)
  const label = useLabel()
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set(stale.conflicts.map(({ field }) => field)))
  const who = stale.changedBy
    ? t('staleWho', { name: stale.changedBy.title, when: stale.changedAt ? formatDateTime(stale.changedAt) : '', title })
    : t('staleWhoUnknown', { title })

  function choose(field: string, isMine: boolean): void {
    setMine((chosen) => new Set(isMine ? [...chosen, field] : [...chosen].filter((key) => key !== field)))
  }

  return (
    <Dialog
      title={t('staleTitle', { title })}
      onClose={() => onResolve([])}
      closeOutside={false}
      footer={
        <>
          <Button look="primary" data-autofocus onClick={() => onResolve([...mine])}>
            {t('saveChosen')}
          </Button>
          <Button onClick={() => onResolve(stale.conflicts.map(({ field }) => field))}>{t('allMine')}</Button>
          <Button look="bare" onClick={() => onResolve([])}>
            {t('dropMine')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad">
        <p className="t2" style={{ marginBottom: 10 }}>
          {who}
        </p>
        <table className="stale-table">
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('theirs')}</th>
              <th scope="col">{t('mine')}</th>
            </tr>
          </thead>
          <tbody>
            {stale.conflicts.map(({ field: key, theirs, mine: own }) => {
              const field = fieldOf(object, key)
              if (!field) return null
              return (
                <tr key={key}>
                  <th scope="row">{label(field.label)}</th>
                  {[false, true].map((isMine) => (
                    <td key={String(isMine)}>
                      <label className="stale-choice">
                        <input
                          type="radio"
                          name={`stale-${key}`}
                          checked={mine.has(key) === isMine}
                          onChange={() => choose(key, isMine)}
                          aria-label={`${label(field.label)}: ${t(isMine ? 'mine' : 'theirs')}`}
                        />
                        <FieldDisplay field={field} value={isMine ? own : theirs} place="cell" />
                      </label>
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}
