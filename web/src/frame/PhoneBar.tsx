import { Link } from '@tanstack/react-router'
import { Ellipsis, Plus } from 'lucide-react'
import { useLabel } from '../data/meta.ts'
import { Icon } from '../design/Icon.tsx'
import { Menu } from '../design/Menu.tsx'
import { useText } from '../text/index.ts'
import { useAreas, useCurrentArea } from './areas.ts'
import { messages } from './messages.ts'
import { useNewEntries } from './new-entries.tsx'
import { openOverlay } from './overlay.ts'

/** The phone's way around, at the thumb: home, the first areas, new, more. */
export function PhoneBar() {
  const t = useText(messages)
  const label = useLabel()
  const current = useCurrentArea()
  const [first, second] = useAreas()
  const entries = useNewEntries()

  const link = (area: typeof first) =>
    area && (
      <Link to="/$route" params={{ route: area.objects[0]?.route ?? '' }} className={current === area.key ? 'on' : ''}>
        <Icon name={area.icon} />
        {label(area.label)}
      </Link>
    )

  return (
    <nav className="phone-bar" aria-label={t('areas')}>
      <Link to="/" className={current === 'home' ? 'on' : ''}>
        <Icon name="house" />
        {t('home')}
      </Link>
      {link(first)}
      {entries.length > 0 && (
        <Menu label={t('new')} place="top-start" width={220} entries={entries}>
          {(open) => (
            <button type="button" className="plus" aria-label={t('new')} {...open}>
              <Plus aria-hidden="true" />
            </button>
          )}
        </Menu>
      )}
      {link(second)}
      <button type="button" onClick={() => openOverlay('phone-menu')}>
        <Ellipsis className="i" aria-hidden="true" />
        {t('more')}
      </button>
    </nav>
  )
}
