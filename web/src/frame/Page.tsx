import { ChevronRight } from 'lucide-react'
import { Fragment, type ReactNode, useEffect } from 'react'
import type { ObjectMeta } from '../data/client.ts'
import { useLabel } from '../data/meta.ts'
import { focusScreen, isFocusLost } from '../design/focus.ts'
import { PlaceLink } from '../design/PlaceLink.tsx'
import { useText } from '../text/index.ts'
import { ActingNotice } from './ActingNotice.tsx'
import { messages } from './messages.ts'
import { OfflineNotice } from './OfflineNotice.tsx'
import { TopBar } from './TopBar.tsx'
import { ViewingNotice } from './ViewingNotice.tsx'

export type Crumb = { label: string; href?: string }

type Props = {
  /** The object whose screen this is: its list is the first step of the way. */
  object?: ObjectMeta
  /** Further steps before the title, such as the view one came from. */
  crumbs?: readonly Crumb[]
  /** Without one the screen is named after its object. */
  title?: string | undefined
  /** Beside the title: "3 / 64". */
  place?: ReactNode
  /** Buttons of this screen in the top bar, left of "new". */
  tools?: ReactNode
  children: ReactNode
}

/** One screen: where one is, the top bar, and what the screen shows. */
export function Page({ object, crumbs = [], title, place, tools, children }: Props) {
  const t = useText(messages)
  const label = useLabel()
  const plural = object ? label(object.plural) : ''
  const name = title ?? plural
  const way: Crumb[] = [...(object && title !== undefined ? [{ label: plural, href: `/${object.route}` }] : []), ...crumbs]

  useEffect(() => {
    document.title = name ? `${name} · Guanxi` : 'Guanxi'
  }, [name])

  // A new screen is where the hands are now, unless something in it has taken the focus already.
  useEffect(() => {
    if (isFocusLost()) focusScreen()
  }, [])

  return (
    <main className="main" id="content" tabIndex={-1}>
      <TopBar tools={tools}>
        <nav className="crumb" aria-label={t('place')}>
          {way.map(({ label: words, href }) => (
            <Fragment key={words}>
              {href === undefined ? (
                <span className="el">{words}</span>
              ) : (
                <PlaceLink href={href} className="el">
                  {words}
                </PlaceLink>
              )}
              <ChevronRight className="i xs" aria-hidden="true" />
            </Fragment>
          ))}
          <h1 className="el" aria-current="page">
            {name}
          </h1>
        </nav>
        {place}
      </TopBar>
      <ActingNotice />
      <OfflineNotice />
      <ViewingNotice />
      <div className="body">{children}</div>
    </main>
  )
}
