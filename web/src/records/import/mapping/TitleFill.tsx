import { useState } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { fieldOf, useLabel } from '../../../data/meta.ts'
import { useText } from '../../../text/index.ts'
import type { ImportPlan, ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'

/** Where no column gives the records their name, a text does: fixed, or put together from other columns. */
export function TitleFill({ view, object, onPlan }: { view: ImportView; object: ObjectMeta; onPlan: (plan: ImportPlan) => void }) {
  const t = useText(messages)
  const label = useLabel()
  const { plan } = view
  const field = fieldOf(object, object.title)
  const [typed, setTyped] = useState<string | null>(null)
  if (!field || plan.columns.some(({ target }) => target === object.title)) return null

  function save(): void {
    const text = typed?.trim()
    setTyped(null)
    if (text === undefined || text === (plan.fill[object.title] ?? '')) return
    const { [object.title]: _old, ...rest } = plan.fill
    onPlan({ ...plan, fill: text === '' ? rest : { ...rest, [object.title]: text } })
  }

  const name = t('fillWith', { field: label(field.label) })
  return (
    <label
      className={`imp-chip${plan.fill[object.title] === undefined ? ' missing' : ''}`}
      title={t('fillHint', { braces: `{${view.columns[0]?.name ?? ''}}` })}
    >
      <span>{name}</span>
      <input
        value={typed ?? plan.fill[object.title] ?? ''}
        placeholder={`{${view.columns[0]?.name ?? ''}}`}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && event.currentTarget.blur()}
      />
    </label>
  )
}
