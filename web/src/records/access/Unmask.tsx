import { useMutation } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import type { ReactNode } from 'react'
import { client, type FieldMeta, type ObjectMeta } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { showToast } from '../../data/toasts.ts'
import { useText } from '../../text/index.ts'
import { FieldDisplay } from '../fields/FieldDisplay.tsx'
import { accessTexts } from './messages.ts'

/** A masked value with the way to see it whole, for whoever may ask. It stands here until the page is left, and nowhere else. */
export function Unmask({ object, id, field, children }: { object: ObjectMeta; id: string; field: FieldMeta; children: ReactNode }) {
  const t = useText(accessTexts)
  const label = useLabel()
  const ask = useMutation({
    mutationFn: () => client.records(object.route).unmask(id, field.key),
    onError: (error) => showToast({ kind: 'failed', text: problemText(error) }),
  })
  if (ask.data) return <FieldDisplay field={field} value={ask.data.value} />
  const words = t('unmask', { field: inSentence(label(field.label)) })
  return (
    <>
      {children}{' '}
      <button type="button" className="ib sm" aria-label={words} title={words} disabled={ask.isPending} onClick={() => ask.mutate()}>
        <Eye className="i s" aria-hidden="true" />
      </button>
    </>
  )
}
