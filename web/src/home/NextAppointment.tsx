import { Link } from '@tanstack/react-router'
import { Check, MapPin, Navigation, NotebookPen, Phone } from 'lucide-react'
import type { CalendarItem } from '../customers/calendar/calendar-items.ts'
import { VisitButton } from '../customers/visits/VisitActions.tsx'
import type { RecordLink } from '../data/client.ts'
import { linkId } from '../data/links.ts'
import { fieldOf, useObjectIfReadable } from '../data/meta.ts'
import { useRecord } from '../data/records.ts'
import { Button } from '../design/Button.tsx'
import { timeOf } from '../design/format.ts'
import { fieldText } from '../records/fields/field-text.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { useFinish } from './use-finish.ts'

type Props = { item: CalendarItem; route: string; mayFinish: boolean; onOutcome: (item: CalendarItem) => void }

/** The appointment that is next: whom, where, how to reach them, and what came of it. */
export function NextAppointment({ item, route, mayFinish, onOutcome }: Props) {
  const t = useText(messages)
  const finish = useFinish()
  const account = useObjectIfReadable('account')
  const accountId = linkId(item.record['account'])
  const contact = item.record['contact'] as RecordLink | null | undefined
  const regarding = item.record['regarding'] as RecordLink | null | undefined
  const { data: customer } = useRecord('account', account ? accountId : undefined, { fields: ['phone', 'address'] })
  const { data: person } = useRecord('contact', contact?.id, { fields: ['mobile', 'phone'] })
  const phone = [person?.['mobile'], person?.['phone'], customer?.['phone']].map(numberOf).find((one) => one !== undefined)
  const addressField = account && fieldOf(account, 'address')
  const address = addressField && customer?.['address'] ? fieldText(addressField, customer['address']) : String(item.record['place'] ?? '')
  const isNow = item.start <= new Date().toISOString()

  return (
    <article className="next-up">
      <div className="next-up-words">
        <p>
          <span className="next-up-when">
            <MapPin className="i s" aria-hidden="true" />
            {isNow ? t('underWay', { time: timeOf(item.start) }) : t('comingUp', { time: timeOf(item.start) })}
          </span>
          <span className="el t3">{regarding && regarding.id !== accountId ? regarding.title : ''}</span>
        </p>
        <Link to="/$route/$id" params={{ route, id: item.record.id }}>
          <h3>{item.account ?? item.title}</h3>
          <span className="t2">
            {[item.account ? item.title : undefined, contact?.title, item.record['place']].filter(Boolean).join(' · ')}
          </span>
        </Link>
      </div>
      <div className="next-up-acts">
        {address && address !== '—' && (
          <a className="btn" href={`geo:0,0?q=${encodeURIComponent(address)}`} aria-label={t('navigate')} title={address}>
            <Navigation className="i s" aria-hidden="true" />
          </a>
        )}
        {phone && (
          <a className="btn" href={`tel:${phone}`} aria-label={t('call')} title={phone}>
            <Phone className="i s" aria-hidden="true" />
          </a>
        )}
        {mayFinish && (
          <Button aria-label={t('done', { title: item.title })} title={t('finishNow')} onClick={() => finish({ item })}>
            <Check className="i s" aria-hidden="true" />
          </Button>
        )}
        {mayFinish && item.type === 'visit' && accountId !== undefined && item.account !== undefined && (
          <VisitButton visit={item.record} customer={{ id: accountId, title: item.account }} />
        )}
        {mayFinish && (
          <Button look="primary" icon={<NotebookPen className="i s" aria-hidden="true" />} onClick={() => onOutcome(item)}>
            {t('logOutcome')}
          </Button>
        )}
      </div>
    </article>
  )
}

/** A number as it is dialled; what is masked cannot be. */
function numberOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[+\d][\d\s-]{4,}$/.test(value) ? value.replaceAll(/[^\d+]/g, '') : undefined
}
