import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { CircleAlert, CloudOff } from 'lucide-react'
import { useEffect } from 'react'
import { isProblem } from '../data/client.ts'
import { problemText } from '../data/problems.ts'
import { Button } from '../design/Button.tsx'
import { Empty } from '../design/states.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

const retryMilliseconds = 5_000

/** A screen that could not be drawn. Out of reach of the server it tries again by itself. */
export function BrokenScreen({ error, reset }: ErrorComponentProps) {
  const t = useText(messages)
  const router = useRouter()
  const isUnreachable = isProblem(error) && error.status === 0

  const again = () => {
    reset()
    void router.invalidate()
  }

  useEffect(() => {
    if (!isUnreachable) return
    const timer = setInterval(() => void router.invalidate(), retryMilliseconds)
    return () => clearInterval(timer)
  }, [isUnreachable, router])

  return (
    <main className="main broken">
      <Empty
        icon={isUnreachable ? <CloudOff className="i" aria-hidden="true" /> : <CircleAlert className="i" aria-hidden="true" />}
        title={isUnreachable ? t('notReachedTitle') : t('brokenTitle')}
        actions={<Button onClick={again}>{t('reload')}</Button>}
      >
        {isUnreachable ? problemText(error) : t('brokenText')}
        {!isUnreachable && (
          <code className="mono t3">
            {isProblem(error) ? `${error.code} ${error.problem.reference ?? ''}` : error instanceof Error ? error.message : String(error)}
          </code>
        )}
      </Empty>
    </main>
  )
}
