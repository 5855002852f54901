import { Waves } from 'lucide-react'
import { formatExactDateTime } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import './pools.css'
import { type ReturnMark as Mark, useReturnMark } from './return-marks.ts'

const whys = { noFollowUp: 'whyNoFollowUp', noDeal: 'whyNoDeal', protectionOver: 'whyProtectionOver' } as const

/** "Back to the pool in 3 days", with the condition; nothing where it is not near. */
export function ReturnMark({
  object,
  id,
  isPoolable,
  compact = false,
}: {
  object: string
  id: string
  isPoolable: boolean
  compact?: boolean
}) {
  const mark = useReturnMark(object, id, isPoolable)
  return mark ? <Shown mark={mark} compact={compact} /> : null
}

function Shown({ mark, compact }: { mark: Mark; compact: boolean }) {
  const t = useText(messages)
  const words = mark.inDays < 1 ? t('today') : t('inDays', { days: mark.inDays })
  const why = t(whys[mark.condition], { days: mark.days })
  return (
    <span className={`tag warn pool-mark${compact ? ' compact' : ''}`} title={`${words} · ${formatExactDateTime(mark.returnsAt)}\n${why}`}>
      <Waves className="i s" aria-hidden="true" />
      <span className="el">{words}</span>
    </span>
  )
}
