import { useId } from 'react'
import type { FieldMeta, Filter } from '../../data/client.ts'
import { useLabel } from '../../data/meta.ts'
import { FieldEditor } from '../fields/FieldEditor.tsx'

type Props = {
  field: FieldMeta
  value: unknown
  /** Changes when the value came from elsewhere than the editor. */
  editorKey: string
  problem: string | undefined
  isWide: boolean
  filter: Filter | undefined
  onChange: (value: unknown) => void
  onProblem: (problem: string | null) => void
  onLeave: () => void
}

/** One field of a form: label above, what is wrong below, checked when it is left. */
export function FormField({ field, value, editorKey, problem, isWide, filter, onChange, onProblem, onLeave }: Props) {
  const label = useLabel()
  const id = useId()
  const under = `${id}-under`
  const help = field.help ? label(field.help) : undefined

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: watches where the focus goes; the field inside is the control
    <div
      className={`form-field${isWide ? ' wide' : ''}`}
      data-field={field.key}
      onBlur={(event) => {
        const to = event.relatedTarget
        if (!event.currentTarget.contains(to) && !(to instanceof Element && to.closest('[data-editor-popup]'))) onLeave()
      }}
    >
      <label htmlFor={id}>
        {label(field.label)}
        {field.required && (
          <span className="must" aria-hidden="true">
            *
          </span>
        )}
      </label>
      <FieldEditor
        key={editorKey}
        field={field}
        value={value ?? null}
        onChange={onChange}
        onProblem={onProblem}
        place="form"
        id={id}
        describedBy={problem || help ? under : undefined}
        invalid={problem !== undefined}
        filter={filter}
      />
      {(problem || help) && (
        <div id={under} className={`under${problem ? ' bad' : ''}`} role={problem ? 'alert' : undefined}>
          {problem ?? help}
        </div>
      )}
    </div>
  )
}
