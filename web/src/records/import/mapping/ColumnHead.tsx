import { Ban, ChevronDown, CornerDownRight } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { useMeta } from '../../../data/meta.ts'
import { Popover } from '../../../design/Popover.tsx'
import { currentLanguage, useText } from '../../../text/index.ts'
import { fieldsFilledFrom } from '../fill-text.ts'
import type { ImportColumn, ImportPlan, ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { withTarget } from '../plan-edits.ts'
import { fieldOfTarget, targetName } from '../targets.ts'
import { ColumnRules } from './ColumnRules.tsx'
import { TargetPicker } from './TargetPicker.tsx'

type Props = { column: ImportColumn; view: ImportView; object: ObjectMeta; onPlan: (plan: ImportPlan) => void }
/** Below this a suggestion wants a look. */
const sure = 0.7

/** A column of the file, and the field that it fills. */
export function ColumnHead({ column, view, object, onPlan }: Props) {
  const t = useText(messages)
  const meta = useMeta()
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const target = view.plan.columns[column.index]?.target ?? null
  const field = fieldOfTarget(meta, object, target)
  const name = column.name || t('column', { number: column.index + 1 })
  const parts = target === null ? fieldsFilledFrom(view.plan, column.name).map((key) => targetName(meta, object, key)) : []
  const words =
    target !== null
      ? targetName(meta, object, target)
      : parts.length > 0
        ? t('partOf', { fields: parts.join(currentLanguage() === 'en' ? ', ' : '、') })
        : t('notImported')
  const isLeftOut = target === null && parts.length === 0
  const isUnsure = target !== null && target === column.suggested && column.confidence < sure

  return (
    <th>
      <div className="src el" title={name}>
        {name}
      </div>
      <button
        ref={anchor}
        type="button"
        className={`dst${isLeftOut ? ' none' : ''}${isUnsure ? ' unsure' : ''}`}
        title={isUnsure ? t('unsure', { field: words }) : words}
        aria-label={`${t('target', { column: name })} ${words}`}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isLeftOut ? <Ban className="i xs" aria-hidden="true" /> : <CornerDownRight className="i xs" aria-hidden="true" />}
        <span className="el">{words}</span>
        <ChevronDown className="i xs end" aria-hidden="true" />
      </button>
      {isOpen && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} label={t('target', { column: name })} className="imp-pick">
          <TargetPicker
            column={column}
            view={view}
            object={object}
            onPick={(next) => {
              setOpen(false)
              if (next !== target) onPlan(withTarget(view.plan, column.index, next))
            }}
          />
          {field && <ColumnRules field={field} column={column.index} plan={view.plan} onPlan={onPlan} />}
        </Popover>
      )}
    </th>
  )
}
