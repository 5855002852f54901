import './settings.css'
import { Link, useParams } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { inSentence, useLabel } from '../data/meta.ts'
import { Forbidden } from '../design/Forbidden.tsx'
import { Icon } from '../design/Icon.tsx'
import { messages as stateTexts } from '../design/messages.ts'
import { NotFound, SkeletonRows } from '../design/states.tsx'
import { Page } from '../frame/Page.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { useSettings } from './sections.ts'

const MySettings = lazy(async () => ({ default: (await import('./MySettings.tsx')).MySettings }))
const BaseData = lazy(async () => ({ default: (await import('./BaseData.tsx')).BaseData }))
const CustomFields = lazy(async () => ({ default: (await import('./CustomFields.tsx')).CustomFields }))
const Rights = lazy(async () => ({ default: (await import('./rights/Rights.tsx')).Rights }))
const AccessList = lazy(async () => ({ default: (await import('./rights/AccessList.tsx')).AccessList }))
const ObjectRegister = lazy(async () => ({ default: (await import('./register/ObjectRegister.tsx')).ObjectRegister }))
const AuditLog = lazy(async () => ({ default: (await import('./AuditLog.tsx')).AuditLog }))
const SignInPolicy = lazy(async () => ({ default: (await import('./access/SignInPolicy.tsx')).SignInPolicy }))
const Tokens = lazy(async () => ({ default: (await import('./access/Tokens.tsx')).Tokens }))
const Organisation = lazy(async () => ({ default: (await import('./organisation/Organisation.tsx')).Organisation }))
const Holidays = lazy(async () => ({ default: (await import('../customers/holidays/Holidays.tsx')).Holidays }))
const Delegations = lazy(async () => ({ default: (await import('./delegations/Delegations.tsx')).Delegations }))
const Transfers = lazy(async () => ({ default: (await import('./transfers/Transfers.tsx')).Transfers }))
const HealthRules = lazy(async () => ({ default: (await import('./health/HealthRules.tsx')).HealthRules }))
const PoolSettings = lazy(async () => ({ default: (await import('../customers/pools/settings/PoolSettings.tsx')).PoolSettings }))
const AssignmentSettings = lazy(async () => ({
  default: (await import('../customers/assignment/AssignmentSettings.tsx')).AssignmentSettings,
}))
const Pipelines = lazy(async () => ({ default: (await import('./Pipelines.tsx')).Pipelines }))

export function SettingsStart() {
  const t = useText(messages)
  const label = useLabel()
  const groups = useSettings()
  return (
    <Page title={t('settings')}>
      <div className="settings-start">
        {groups.map((group) => (
          <section key={group.title}>
            <h2>{t(group.title)}</h2>
            <ul>
              {group.sections.map(({ key, icon, title, about }) => (
                <li key={key}>
                  <Link to="/settings/$section" params={{ section: key }}>
                    <Icon name={icon} />
                    <span>
                      <b>{t(title)}</b>
                      <small>{t(about)}</small>
                    </span>
                  </Link>
                </li>
              ))}
              {group.objects.map((object) => (
                <li key={object.key}>
                  <Link to="/$route" params={{ route: object.route }}>
                    <Icon name={object.icon} />
                    <span>
                      <b>{label(object.plural)}</b>
                      <small>{t('objectAbout', { object: inSentence(label(object.plural)) })}</small>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <section>
          <h2>{t('data')}</h2>
          <ul>
            <li>
              <Link to="/imports">
                <Icon name="upload" />
                <span>
                  <b>{t('imports')}</b>
                  <small>{t('importsAbout')}</small>
                </span>
              </Link>
            </li>
            <li>
              <Link to="/exports">
                <Icon name="download" />
                <span>
                  <b>{t('exports')}</b>
                  <small>{t('exportsAbout')}</small>
                </span>
              </Link>
            </li>
            <li>
              <Link to="/recycle-bin">
                <Icon name="archive-restore" />
                <span>
                  <b>{t('recycleBin')}</b>
                  <small>{t('recycleBinAbout')}</small>
                </span>
              </Link>
            </li>
          </ul>
        </section>
      </div>
    </Page>
  )
}

const screens: Readonly<Record<string, () => ReactNode>> = {
  me: () => <MySettings />,
  'base-data': () => <BaseData />,
  fields: () => <CustomFields />,
  pipelines: () => <Pipelines />,
  health: () => <HealthRules />,
  holidays: () => <Holidays />,
  pools: () => <PoolSettings />,
  assignment: () => <AssignmentSettings />,
  organisation: () => <Organisation />,
  rights: () => <Rights />,
  'access-list': () => <AccessList />,
  objects: () => <ObjectRegister />,
  tokens: () => <Tokens />,
  'sign-in': () => <SignInPolicy />,
  delegations: () => <Delegations />,
  transfers: () => <Transfers />,
  audit: () => <AuditLog />,
}

export function SettingsSection() {
  const t = useText(messages)
  const { section } = useParams({ from: '/frame/settings/$section' })
  const states = useText(stateTexts)
  const open = useSettings()
    .flatMap((group) => group.sections)
    .find(({ key }) => key === section)
  const screen = open ? screens[open.key] : undefined
  return (
    <Page
      crumbs={[{ label: t('settings'), href: '/settings' }]}
      title={open ? t(open.title) : states(section in screens ? 'notAllowed' : 'notFound')}
    >
      {screen ? (
        <Suspense fallback={<SkeletonRows />}>{screen()}</Suspense>
      ) : section in screens ? (
        <Forbidden detail={states('mayNotSee')} />
      ) : (
        <NotFound />
      )}
    </Page>
  )
}
