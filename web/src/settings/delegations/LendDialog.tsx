import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FieldMeta, Filter, RecordLink } from '../../data/client.ts'
import { delegations } from '../../data/delegations.ts'
import { objectOf, useLabel, useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { DateEditor } from '../../records/fields/DateEditor.tsx'
import { RecordPicker } from '../../records/picker/RecordPicker.tsx'
import { useText } from '../../text/index.ts'
import { FormDialog } from '../access/FormDialog.tsx'
import { delegationTexts } from './messages.ts'

const active: Filter = { field: 'active', op: 'is', value: true }

/** Whose work is lent, to whom, from when to when, and how much of it. */
export function LendDialog({ lendable, onClose, onMade }: { lendable: readonly string[]; onClose: () => void; onMade: () => void }) {
  const t = useText(delegationTexts)
  const label = useLabel()
  const meta = useMeta()
  const { me } = meta
  const [lender, setLender] = useState<RecordLink | null>({ id: me.principalId, title: me.name })
  const [borrower, setBorrower] = useState<RecordLink | null>(null)
  const [from, setFrom] = useState<string | null>(new Date().toISOString())
  const [until, setUntil] = useState<string | null>(null)
  const [part, setPart] = useState<'everything' | 'chosen'>('everything')
  const [objects, setObjects] = useState<ReadonlySet<string>>(new Set())
  const [readOnly, setReadOnly] = useState(false)
  const [reason, setReason] = useState('')
  const make = useMutation({
    mutationFn: () =>
      delegations.make({
        ...(lender ? { lender: lender.id } : {}),
        borrower: borrower?.id ?? '',
        from: from ?? '',
        until: until ?? '',
        objects: part === 'everything' ? null : [...objects],
        readOnly,
        ...(reason.trim() ? { reason } : {}),
      }),
    onSuccess: onMade,
  })
  const when = (key: 'from' | 'until'): FieldMeta => ({
    key,
    kind: 'dateTime',
    label: { zh: t(key), en: t(key) },
    required: true,
    readOnly: false,
    masked: false,
    sortable: false,
    searched: false,
    filterable: false,
    unique: false,
    custom: false,
  })

  return (
    <FormDialog
      title={t('begin')}
      submitLabel={t('begin')}
      isPending={make.isPending}
      whyNot={
        !borrower || !lender
          ? t('chooseBorrower')
          : !from || !until
            ? t('chooseTime')
            : part === 'chosen' && objects.size === 0
              ? t('chooseObjects')
              : undefined
      }
      problem={make.error ? problemText(make.error) : undefined}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <div className="control">
        <span className="label">{t('lender')}</span>
        <RecordPicker object="user" place="form" label={t('lender')} filter={active} value={lender} onChange={setLender} />
      </div>
      <div className="control">
        <span className="label">{t('borrower')}</span>
        <RecordPicker object="user" place="form" label={t('borrower')} autoFocus filter={active} value={borrower} onChange={setBorrower} />
      </div>
      <div className="control">
        <span className="label">{t('from')}</span>
        <DateEditor
          field={when('from')}
          place="form"
          label={t('from')}
          value={from}
          onChange={(value) => setFrom(typeof value === 'string' ? value : null)}
        />
      </div>
      <div className="control">
        <span className="label">{t('until')}</span>
        <DateEditor
          field={when('until')}
          place="form"
          label={t('until')}
          value={until}
          onChange={(value) => setUntil(typeof value === 'string' ? value : null)}
        />
      </div>
      <div className="control">
        <span className="label">{t('what')}</span>
        <div className="row">
          <Segmented
            label={t('what')}
            value={part}
            options={[
              ['everything', t('everything')],
              ['chosen', t('chosen')],
            ]}
            onChange={setPart}
          />
        </div>
      </div>
      <fieldset className="check-list" aria-label={t('what')}>
        {part === 'chosen' &&
          lendable.map((key) => {
            const object = objectOf(meta, key)
            return object ? (
              <label key={key}>
                <input type="checkbox" className="cb" checked={objects.has(key)} onChange={() => setObjects(toggled(objects, key))} />
                <span>{label(object.plural)}</span>
              </label>
            ) : null
          })}
        <label>
          <input type="checkbox" className="cb" checked={readOnly} onChange={() => setReadOnly(!readOnly)} />
          <span>{t('readOnly')}</span>
        </label>
      </fieldset>
      <label className="control">
        <span className="label">{t('reason')}</span>
        <input className="field" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </label>
    </FormDialog>
  )
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
