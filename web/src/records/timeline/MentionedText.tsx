import './writing.css'
import { Link } from '@tanstack/react-router'
import { mentionParts, type RecordLink } from '../../data/client.ts'
import { useObjectIfReadable } from '../../data/meta.ts'

/** A text with those who are named in it, by the names that they have now. */
export function MentionedText({ text, mentions }: { text: string; mentions: readonly RecordLink[] }) {
  const users = useObjectIfReadable('user')
  return mentionParts(text).map((part, index) => {
    if (typeof part === 'string') return part
    const name = `@${mentions.find(({ id }) => id === part.id)?.title ?? part.title}`
    // biome-ignore-start lint/suspicious/noArrayIndexKey: pieces of a text have no other name than their place
    return users ? (
      <Link key={index} to="/$route/$id" params={{ route: users.route, id: part.id }} className="mention">
        {name}
      </Link>
    ) : (
      <span key={index} className="mention">
        {name}
      </span>
    )
    // biome-ignore-end lint/suspicious/noArrayIndexKey: pieces of a text have no other name than their place
  })
}
