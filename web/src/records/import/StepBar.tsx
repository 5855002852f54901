import { ArrowRight, Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../design/Button.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

const steps = ['stepUpload', 'stepMap', 'stepDuplicates', 'stepConfirm', 'stepImport'] as const
export type ImportStep = (typeof steps)[number]

/** The bar over every step: how far the import is, and where it may go from here. */
export function StepBar({
  now,
  isOver = false,
  onBack,
  children,
}: {
  now: ImportStep
  isOver?: boolean
  onBack?: () => void
  children?: ReactNode
}) {
  const t = useText(messages)
  return (
    <div className="imp-bar steps-bar">
      <Steps now={now} isOver={isOver} />
      {onBack && (
        <span className="end row g3">
          <Button size="sm" onClick={onBack}>
            {t('back')}
          </Button>
          {children}
        </span>
      )}
    </div>
  )
}

/** Leads to the next step, once the check says what it will meet. */
export function NextStep({ label, isChecking, onNext }: { label: string; isChecking: boolean; onNext: () => void }) {
  const t = useText(messages)
  return (
    <Button size="sm" look="primary" onClick={onNext} whyNot={isChecking ? t('waitForCheck') : undefined}>
      {label}
      <ArrowRight className="i s" aria-hidden="true" />
    </Button>
  )
}

function Steps({ now, isOver }: { now: ImportStep; isOver: boolean }) {
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
