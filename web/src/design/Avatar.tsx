import { initialsOf } from './format.ts'

/** One of seven quiet tints, the same for the same person everywhere. */
function tintOf(id: string): number {
  let sum = 0
  for (let at = 0; at < id.length; at++) sum = (sum * 31 + id.charCodeAt(at)) >>> 0
  return sum % 7
}

type Props = { id: string; name: string; size?: 's' | 'm' | 'l' | 'xl' }

/** A person as a round surname initial. Decoration beside a name; where it stands alone, the name is its label. */
export function Avatar({ id, name, size = 's' }: Props) {
  const initials = initialsOf(name)
  return (
    <span
      className={`av a${tintOf(id)}${size === 's' ? '' : ` ${size}`}${initials.length > 1 ? ' two' : ''}`}
      title={name}
      aria-hidden="true"
    >
      {initials}
    </span>
  )
}

export function Person({ id, name }: { id: string; name: string }) {
  return (
    <span className="own">
      <Avatar id={id} name={name} />
      <span className="el">{name}</span>
    </span>
  )
}
