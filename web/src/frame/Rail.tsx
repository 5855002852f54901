import { Link } from '@tanstack/react-router'
import { useLabel } from '../data/meta.ts'
import { Icon } from '../design/Icon.tsx'
import { useText } from '../text/index.ts'
import { useAreas, useCurrentArea, useHasAnalysis } from './areas.ts'
import { Logo } from './Logo.tsx'
import { messages } from './messages.ts'
import { UserMenu } from './UserMenu.tsx'

export function Rail() {
  const t = useText(messages)
  const label = useLabel()
  const areas = useAreas()
  const current = useCurrentArea()
  const hasAnalysis = useHasAnalysis()

  return (
    <nav className="rail" aria-label={t('areas')}>
      <Logo />
      <Link to="/" className={current === 'home' ? 'on' : ''} aria-current={current === 'home' ? 'true' : undefined}>
        <Icon name="house" />
        {t('home')}
      </Link>
      {areas.map((area) => (
        <Link
          key={area.key}
          to="/$route"
          params={{ route: area.objects[0]?.route ?? '' }}
          className={current === area.key ? 'on' : ''}
          aria-current={current === area.key ? 'true' : undefined}
        >
          <Icon name={area.icon} />
          {label(area.label)}
        </Link>
      ))}
      {hasAnalysis && (
        <Link to="/analysis" className={current === 'analysis' ? 'on' : ''} aria-current={current === 'analysis' ? 'true' : undefined}>
          <Icon name="chart-column" />
          {t('analysis')}
        </Link>
      )}
      <span className="sp" />
      <Link to="/settings" className={current === 'settings' ? 'on' : ''} aria-current={current === 'settings' ? 'true' : undefined}>
        <Icon name="settings" />
        {t('settings')}
      </Link>
      <UserMenu />
    </nav>
  )
}
