import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useLabel, useMeta } from '../data/meta.ts'
import { Icon } from '../design/Icon.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { useSettings } from './sections.ts'

/** The panel of the settings area. */
export function SettingsLinks() {
  const t = useText(messages)
  const label = useLabel()
  const groups = useSettings()
  const { objects } = useMeta()
  return (
    <>
      {groups.map((group) => (
        <Fragment key={group.title}>
          <h3>{t(group.title)}</h3>
          {group.sections.map(({ key, icon, title }) => (
            <Link
              key={key}
              to="/settings/$section"
              params={{ section: key }}
              activeOptions={{ includeSearch: false }}
              activeProps={{ className: 'on' }}
            >
              <Icon name={icon} size="s" />
              <span className="el">{t(title)}</span>
            </Link>
          ))}
          {group.objects.map((object) => (
            <Link
              key={object.key}
              to="/$route"
              params={{ route: object.route }}
              activeOptions={{ includeSearch: false }}
              activeProps={{ className: 'on' }}
            >
              <Icon name={object.icon} size="s" />
              <span className="el">{label(object.plural)}</span>
            </Link>
          ))}
        </Fragment>
      ))}
      <h3>{t('data')}</h3>
      {objects.some(({ may }) => may.import && may.create) && (
        <Link to="/imports" activeProps={{ className: 'on' }}>
          <Icon name="upload" size="s" />
          <span className="el">{t('imports')}</span>
        </Link>
      )}
      {objects.some(({ may }) => may.export) && (
        <Link to="/exports" activeProps={{ className: 'on' }}>
          <Icon name="download" size="s" />
          <span className="el">{t('exports')}</span>
        </Link>
      )}
      <Link to="/recycle-bin" activeProps={{ className: 'on' }}>
        <Icon name="archive-restore" size="s" />
        <span className="el">{t('recycleBin')}</span>
      </Link>
    </>
  )
}
