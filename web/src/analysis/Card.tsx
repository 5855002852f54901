import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Filter } from '../data/client.ts'
import { routeOf } from '../data/meta.ts'
import { problemText } from '../data/problems.ts'

type CardProps = {
  title: string
  note?: string
  tools?: ReactNode
  /** What the card says, in one sentence, for whoever does not see it. */
  summary?: string | undefined
  className?: string
  error?: Error | null
  children: ReactNode
}

/** One figure of the dashboard: its name, what it counts, and its summary in words. */
export function Card({ title, note, tools, summary, className = '', error, children }: CardProps) {
  return (
    <section className={`dash-card ${className}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {note && <small>{note}</small>}
        {tools && <span className="end">{tools}</span>}
      </header>
      {summary && <p className="visually-hidden">{summary}</p>}
      {error ? <p className="bad">{problemText(error)}</p> : children}
    </section>
  )
}

/** Leads to the records that a figure counts. */
export function Records({
  object,
  filter,
  sort,
  children,
  className,
}: {
  object: 'opportunity' | 'activity'
  filter: Filter
  sort: string
  children: ReactNode
  className?: string
}) {
  return (
    <Link to="/$route" params={{ route: routeOf(object) }} search={{ filter, sort }} className={className}>
      {children}
    </Link>
  )
}
