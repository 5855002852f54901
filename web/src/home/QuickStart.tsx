import { Plus, Upload, UserPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ObjectMeta } from '../data/client.ts'
import { useMeta } from '../data/meta.ts'
import { PlaceLink } from '../design/PlaceLink.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

/** An empty workspace: the three fastest ways to fill it, as far as this reader may go them. */
export function QuickStart({ account }: { account: ObjectMeta }) {
  const t = useText(messages)
  const { objects } = useMeta()
  const users = objects.find(({ key }) => key === 'user')
  return (
    <section className="quick-start">
      <h3>{t('start')}</h3>
      <p className="t2">{t('startText')}</p>
      <ol>
        {account.may.import && (
          <Step
            icon={<Upload className="i" aria-hidden="true" />}
            title={t('importCustomers')}
            text={t('importText')}
            href={`/imports/new?object=${account.key}`}
            isMain
          />
        )}
        {account.may.create && (
          <Step
            icon={<Plus className="i" aria-hidden="true" />}
            title={t('newCustomer')}
            text={t('newText')}
            href={`/${account.route}/new`}
          />
        )}
        {users?.may.create && (
          <Step
            icon={<UserPlus className="i" aria-hidden="true" />}
            title={t('inviteColleagues')}
            text={t('inviteText')}
            href={`/${users.route}/new`}
          />
        )}
      </ol>
    </section>
  )
}

function Step({
  icon,
  title,
  text,
  href,
  isMain = false,
}: {
  icon: ReactNode
  title: string
  text: string
  href: string
  isMain?: boolean
}) {
  return (
    <li>
      <PlaceLink href={href} className={isMain ? 'main-step' : ''}>
        {icon}
        <span>
          <b>{title}</b>
          <small>{text}</small>
        </span>
      </PlaceLink>
    </li>
  )
}
