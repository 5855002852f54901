import { Star } from 'lucide-react'
import { useStarred } from '../../data/starred.ts'
import { useText } from '../../text/index.ts'
import { pageTexts } from './messages.ts'

/** Keeps a record in the panel. */
export function StarButton({ object, id, title }: { object: string; id: string; title: string }) {
  const t = useText(pageTexts)
  const { starred, toggle } = useStarred()
  const isStarred = starred.some((record) => record.id === id)
  const words = t(isStarred ? 'unstar' : 'star')
  return (
    <button
      type="button"
      className={`ib sm star${isStarred ? ' on' : ''}`}
      aria-pressed={isStarred}
      aria-label={words}
      title={words}
      onClick={() => toggle({ object, id, title })}
    >
      <Star className="i s" aria-hidden="true" fill={isStarred ? 'currentColor' : 'none'} />
    </button>
  )
}
