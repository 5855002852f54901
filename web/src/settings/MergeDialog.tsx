import { useId, useState } from 'react'
import type { RecordJson } from '../data/client.ts'
import { trackJob } from '../data/jobs.ts'
import { useMeta } from '../data/meta.ts'
import { rereadObject, undoChange, useAction } from '../data/records.ts'
import { showToast } from '../data/toasts.ts'
import { Button } from '../design/Button.tsx'
import { Dialog } from '../design/Dialog.tsx'
import { common, useLanguage, useText } from '../text/index.ts'
import { messages } from './messages.ts'

type Props = { list: string; from: RecordJson; others: readonly RecordJson[]; onClose: () => void }

/** The value is in use again before its records get it back. */
async function takeBack(job: string, changeId: string | null): Promise<void> {
  if (changeId !== null) await undoChange(changeId)
  await undoChange(job)
}

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
  const merge = useAction<{ from: string; into: string }, { job: string }>('choice.merge', { touches: ['choice'] })

  function run(): void {
    merge.mutate(
      { from: from.id, into },
      {
        onSuccess: ({ result, changeId }) => {
          onClose()
          trackJob(result.job, () => {
            for (const object of objects) if (object.fields.some((field) => field.list === list)) rereadObject(object.key)
            showToast({
              text: t('merged', { from: name(from), to: target ? name(target) : '' }),
              action: { label: words('undo'), keys: 'undo', run: () => void takeBack(result.job, changeId) },
            })
          })
        },
      },
    )
  }

  return (
    <Dialog
      title={t('mergeTitle', { label: name(from) })}
      onClose={onClose}
      width={400}
      footer={
        <>
          <Button look="primary" busy={merge.isPending && t('saving')} onClick={run}>
            {t('merge').replace('…', '')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad">
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
      </div>
    </Dialog>
  )
}
