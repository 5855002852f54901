import { Check } from 'lucide-react'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

const steps = ['stepUpload', 'stepMap', 'stepDuplicates', 'stepConfirm', 'stepImport'] as const
export type ImportStep = (typeof steps)[number]

/** How far the import is. */
export function Steps({ now, isOver = false }: { now: ImportStep; isOver?: boolean }) {
  const t = useText(messages)
  const at = isOver ? steps.length : steps.indexOf(now)
  return (
    <ol className="imp-steps">
      {steps.map((step, index) => (
        <li
          key={step}
          className={`${index < at ? 'done' : index === at ? 'now' : ''}${step === now ? ' here' : ''}`}
          aria-current={step === now ? 'step' : undefined}
        >
          <i>{index < at ? <Check className="i xs" aria-hidden="true" /> : index + 1}</i>
          {t(step)}
        </li>
      ))}
    </ol>
  )
}
