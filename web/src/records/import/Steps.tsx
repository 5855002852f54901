import { Check } from 'lucide-react'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

const steps = ['stepUpload', 'stepMap', 'stepConfirm', 'stepImport'] as const
export type ImportStep = (typeof steps)[number]

/** How far the import is. */
export function Steps({ now }: { now: ImportStep }) {
  const t = useText(messages)
  const at = steps.indexOf(now)
  return (
    <ol className="imp-steps">
      {steps.map((step, index) => (
        <li key={step} className={index < at ? 'done' : index === at ? 'now' : ''} aria-current={index === at ? 'step' : undefined}>
          <i>{index < at ? <Check className="i xs" aria-hidden="true" /> : index + 1}</i>
          {t(step)}
        </li>
      ))}
    </ol>
  )
}
