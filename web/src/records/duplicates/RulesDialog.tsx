import { type FormEvent, useId, useState } from 'react'
import type { ObjectMeta } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { useCreateRecord, useList, useUpdateRecord } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { Segmented } from '../../design/Segmented.tsx'
import { SkeletonRows } from '../../design/states.tsx'
import { common, useText } from '../../text/index.ts'
import { rereadDuplicates } from './api.ts'
import './duplicates.css'
import { duplicateTexts } from './messages.ts'

type Rules = NonNullable<ObjectMeta['duplicatePolicy']>

/** What counts as a duplicate of this object, and what is done about one. For administrators. */
export function RulesDialog({ object, onClose }: { object: ObjectMeta; onClose: () => void }) {
  const t = useText(duplicateTexts)
  const label = useLabel()
  const kept = useList('objectSetting', {
    filter: { field: 'object', op: 'is', value: object.key },
    fields: ['object', 'duplicates'],
    limit: 1,
  })
  const title = t('rulesOf', { objects: inSentence(label(object.plural)) })
  if (kept.isPending || !object.duplicatePolicy)
    return (
      <Dialog title={title} onClose={onClose} width={460}>
        <SkeletonRows />
      </Dialog>
    )
  return <Edit object={object} rules={object.duplicatePolicy} setting={kept.records[0]?.id} title={title} onClose={onClose} />
}

function Edit({
  object,
  rules,
  setting,
  title,
  onClose,
}: {
  object: ObjectMeta
  rules: Rules
  setting: string | undefined
  title: string
  onClose: () => void
}) {
  const t = useText(duplicateTexts)
  const words = useText(common)
  const label = useLabel()
  const form = useId()
  const [now, setNow] = useState(rules)
  const create = useCreateRecord('objectSetting')
  const update = useUpdateRecord('objectSetting')
  const whyNot = now.likely > now.certain ? t('thresholdOrder') : undefined

  function done(): void {
    rereadDuplicates(object.key)
    onClose()
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (whyNot !== undefined) return
    const message = t('rulesSaved')
    if (setting) update.mutate({ id: setting, changes: { duplicates: now }, message }, { onSuccess: done })
    else create.mutate({ values: { object: object.key, duplicates: now }, message }, { onSuccess: done })
  }

  const points = (name: string, value: number, change: (value: number) => void, least = 0) => (
    <label className="numbers">
      <span>{name}</span>
      <input
        className="input"
        type="number"
        min={least}
        max={100}
        value={value}
        onChange={(event) => change(Math.max(least, Math.min(100, Math.round(Number(event.target.value)) || least)))}
      />
    </label>
  )

  return (
    <Dialog
      title={title}
      onClose={onClose}
      width={460}
      closeOutside={false}
      footer={
        <Button type="submit" form={form} look="primary" whyNot={whyNot} busy={(create.isPending || update.isPending) && words('saving')}>
          {words('save')}
        </Button>
      }
    >
      <form id={form} className="dup-rules" onSubmit={submit} noValidate>
        <div>
          <span className="label">{t('atEntry')}</span>
          <Segmented
            label={t('atEntry')}
            value={now.entry}
            options={[
              ['off', t('entryOff')],
              ['warn', t('entryWarn')],
              ['block', t('entryBlock')],
            ]}
            onChange={(entry) => setNow({ ...now, entry })}
          />
        </div>
        <div>
          <span className="label">{t('disclose')}</span>
          <Segmented
            label={t('disclose')}
            value={now.disclose}
            options={[
              ['nothing', t('discloseNothing')],
              ['exists', t('discloseExists')],
              ['holder', t('discloseHolder')],
              ['record', t('discloseRecord')],
            ]}
            onChange={(disclose) => setNow({ ...now, disclose })}
          />
        </div>
        <div>
          <span className="label">{t('clashRule')}</span>
          <Segmented
            label={t('clashRule')}
            value={now.clash}
            options={[
              ['off', t('clashOff')],
              ['warn', t('clashWarn')],
              ['decide', t('clashDecide')],
            ]}
            onChange={(clash) => setNow({ ...now, clash })}
          />
        </div>
        {points(t('likelyFrom'), now.likely, (likely) => setNow({ ...now, likely }), 1)}
        {points(t('certainFrom'), now.certain, (certain) => setNow({ ...now, certain }), 1)}
        {(object.duplicates ?? []).map((sign) => (
          <div key={sign.key}>
            {points(t('weight', { sign: label(sign.label) }), now.weights[sign.key] ?? 0, (weight) =>
              setNow({ ...now, weights: { ...now.weights, [sign.key]: weight } }),
            )}
          </div>
        ))}
      </form>
    </Dialog>
  )
}
