import { Link } from '@tanstack/react-router'
import { ChevronDown, X } from 'lucide-react'
import { useRef } from 'react'
import { PoolLink } from '../customers/pools/PoolLink.tsx'
import type { ObjectMeta } from '../data/client.ts'
import { useLabel } from '../data/meta.ts'
import { useFocusInside } from '../design/focus.ts'
import { Icon } from '../design/Icon.tsx'
import { useText } from '../text/index.ts'
import { isSeldom, useAreas, useHasAnalysis } from './areas.ts'
import { messages } from './messages.ts'
import { UserMenuContent } from './UserMenu.tsx'

/** Everything that the bottom bar has no room for. */
export function PhoneMenu({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const label = useLabel()
  const areas = useAreas()
  const hasAnalysis = useHasAnalysis()
  const own = useRef<HTMLElement>(null)
  const close = useRef<HTMLButtonElement>(null)
  useFocusInside(own, () => close.current)

  return (
    <section
      ref={own}
      className="phone-menu"
      role="dialog"
      aria-modal="true"
      aria-label={t('more')}
      onClick={(event) => (event.target as Element).closest('a') && onClose()}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header className="row">
        <h2 className="grow">{t('more')}</h2>
        <button ref={close} type="button" className="ib" aria-label={t('dismiss')} onClick={onClose}>
          <X className="i l" aria-hidden="true" />
        </button>
      </header>
      {areas.map((area) => (
        <nav key={area.key} aria-label={label(area.label)}>
          <h3>{label(area.label)}</h3>
          {area.objects
            .filter((object) => !isSeldom(object))
            .map((object) => (
              <ObjectLink key={object.key} object={object} />
            ))}
          <PoolLink objects={area.objects} />
          {area.objects.some(({ key }) => key === 'activity') && (
            <Link to="/calendar">
              <Icon name="calendar-days" />
              {t('calendar')}
            </Link>
          )}
          {area.objects.some(({ key }) => key === 'account') && (
            <Link to="/nearby">
              <Icon name="map-pin" />
              {t('nearby')}
            </Link>
          )}
          {area.objects.some(isSeldom) && (
            <details>
              <summary>
                <ChevronDown className="i" aria-hidden="true" />
                {t('more')}
              </summary>
              {area.objects.filter(isSeldom).map((object) => (
                <ObjectLink key={object.key} object={object} />
              ))}
            </details>
          )}
        </nav>
      ))}
      {hasAnalysis && (
        <nav aria-label={t('analysis')}>
          <h3>{t('analysis')}</h3>
          <Link to="/analysis">
            <Icon name="chart-column" />
            {t('analysis')}
          </Link>
        </nav>
      )}
      <nav aria-label={t('settings')}>
        <h3>{t('settings')}</h3>
        <Link to="/imports">
          <Icon name="upload" />
          {t('imports')}
        </Link>
        <Link to="/exports">
          <Icon name="download" />
          {t('exports')}
        </Link>
        <Link to="/recycle-bin">
          <Icon name="archive-restore" />
          {t('recycleBin')}
        </Link>
        <Link to="/settings">
          <Icon name="settings" />
          {t('settings')}
        </Link>
      </nav>
      <UserMenuContent onClose={onClose} />
    </section>
  )
}

function ObjectLink({ object }: { object: ObjectMeta }) {
  const label = useLabel()
  return (
    <Link to="/$route" params={{ route: object.route }}>
      <Icon name={object.icon} />
      {label(object.plural)}
    </Link>
  )
}
