import { Check, CircleAlert, X } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { dismissToast, type Toast, useToasts } from '../data/toasts.ts'
import { Keys } from '../design/Keys.tsx'
import { useText } from '../text/index.ts'
import { JobCards } from './JobCards.tsx'
import { messages } from './messages.ts'

/** What was just done, and how to take it back: bottom left, ten seconds, also by ⌘Z. */
export function Toasts() {
  return (
    <Notices>
      <JobCards />
    </Notices>
  )
}

/** The notices alone: also where nobody is signed in. */
export function Notices({ children }: { children?: ReactNode }) {
  const t = useText(messages)
  const toasts = useToasts()
  return (
    <section className="toasts" aria-label={t('notices')}>
      {children}
      <div aria-live="polite" className="col g4">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </section>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const t = useText(messages)
  const { id, seconds, action, kind, text } = toast

  useEffect(() => {
    const timer = setTimeout(() => dismissToast(id), seconds * 1000)
    return () => clearTimeout(timer)
  }, [id, seconds])

  return (
    <div className="toast" role={kind === 'failed' ? 'alert' : undefined}>
      {kind === 'failed' ? <CircleAlert className="i s" aria-hidden="true" /> : <Check className="i s" aria-hidden="true" />}
      <span className="grow">{text}</span>
      {action && (
        <button
          type="button"
          className="act"
          onClick={() => {
            dismissToast(id)
            action.run()
          }}
        >
          {action.label}
          {action.keys === 'undo' && <Keys keys="Mod+Z" />}
        </button>
      )}
      <button type="button" className="close" aria-label={t('dismiss')} onClick={() => dismissToast(id)}>
        <X className="i s" aria-hidden="true" />
      </button>
    </div>
  )
}
