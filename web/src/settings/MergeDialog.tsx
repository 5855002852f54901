import { useId, useState } from 'react'
import type { RecordJson } from '../data/client.ts'
import { useMeta } from '../data/meta.ts'
import { useAction } from '../data/records.ts'
import { Button } from '../design/Button.tsx'
import { Dialog } from '../design/Dialog.tsx'
import { common, useLanguage, useText } from '../text/index.ts'
import { messages } from './messages.ts'

type Props = { list: string; from: RecordJson; others: readonly RecordJson[]; onClose: () => void }

/** One value becomes another, in every record that holds it. */
export function MergeDialog({ list, from, others, onClose }: Props) {
  const t = useText(messages)
  const words = useText(common)
  const id = useId()
  const language = useLanguage()
  const { objects } = useMeta()
  const name = (value: RecordJson) => String(value[language === 'en' ? 'labelEn' : 'labelZh'] ?? '')
  const [into, setInto] = useState(others[0]?.id ?? '')
  const target = others.find((value) => value.id === into)
  const touched = objects.filter(({ fields }) => fields.some((field) => field.list === list)).map(({ key }) => key)
  const merge = useAction<{ from: string; into: string }>('choice.merge', {
    touches: ['choice', ...touched],
    message: () => t('merged', { from: name(from), to: target ? name(target) : '' }),
  })

  return (
    <Dialog
      title={t('mergeTitle', { label: name(from) })}
      onClose={onClose}
      width={400}
      footer={
        <>
          <Button
            look="primary"
            busy={merge.isPending && t('saving')}
            onClick={() => merge.mutate({ from: from.id, into }, { onSuccess: onClose })}
          >
            {t('merge').replace('…', '')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <p className="t2" id={`${id}-why`}>
        {t('mergeExplain')}
      </p>
      <select
        className="field"
        style={{ marginTop: 12 }}
        aria-label={t('mergeTitle', { label: name(from) })}
        aria-describedby={`${id}-why`}
        value={into}
        onChange={(event) => setInto(event.target.value)}
      >
        {others.map((value) => (
          <option key={value.id} value={value.id}>
            {name(value)}
          </option>
        ))}
      </select>
    </Dialog>
  )
}
