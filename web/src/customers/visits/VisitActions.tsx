import { Link } from '@tanstack/react-router'
import { MapPinCheck, MapPinCheckInside, Radar } from 'lucide-react'
import { useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useWaitingWrites } from '../../data/kept-writes.ts'
import { linkId } from '../../data/links.ts'
import { useMeta, useObjectIfReadable } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { useText } from '../../text/index.ts'
import { CalendarFile } from '../calendar/CalendarFile.tsx'
import { messages as nearbyTexts } from '../nearby/messages.ts'
import { messages } from './messages.ts'
import { useVisitOf } from './use-visit.ts'
import { VisitDialog } from './VisitDialog.tsx'

type Props = { object: ObjectMeta; record: RecordJson }

/** On the page of an activity: its calendar file, and the visit's door. */
export function ActivityActions({ object, record }: Props) {
  return (
    <>
      {(record['status'] === 'planned' || record['recurrence']) && <CalendarFile record={record} />}
      <VisitActions object={object} record={record} />
    </>
  )
}

/** On the page of a visit: check in, then check out, for whoever makes it. */
function VisitActions({ object, record }: Props) {
  const { me } = useMeta()
  const isOpen = record['type'] === 'visit' && record['status'] === 'planned' && linkId(record['account']) !== undefined
  if (!isOpen || record.deletedAt || !object.may.update || linkId(record['owner']) !== me.principalId) return null
  return <VisitButton visit={record} customer={record['account'] as { id: string; title: string }} />
}

/** On the page of a customer: the visit of today, or one that nobody planned. */
export function CustomerVisit({ object, record }: Props) {
  const t = useText(messages)
  const nearby = useText(nearbyTexts)
  const activity = useObjectIfReadable('activity')
  const { visit, isKnown } = useVisitOf(activity ? record.id : undefined)
  const isUnsent = useWaitingWrites().some(
    ({ write, refusal }) =>
      write.kind === 'action' &&
      write.action === 'activity.checkIn' &&
      !refusal &&
      (write.input as { account?: string }).account === record.id,
  )
  if (!activity?.may.create || record.deletedAt || !isKnown) return null
  return (
    <>
      {typeof record['latitude'] === 'number' && (
        <Link to="/nearby" search={{ of: record.id }} className="btn">
          <Radar className="i s" aria-hidden="true" />
          {nearby('nearby')}
        </Link>
      )}
      <VisitButton
        visit={visit}
        customer={{ id: record.id, title: String(record[object.title] ?? '') }}
        whyNot={isUnsent ? t('unsent') : undefined}
      />
    </>
  )
}

type ButtonProps = {
  visit: RecordJson | undefined
  customer: { id: string; title: string }
  whyNot?: string | undefined
  look?: 'plain' | 'primary'
}

export function VisitButton({ visit, customer, whyNot, look = 'plain' }: ButtonProps) {
  const t = useText(messages)
  const [isOpen, setOpen] = useState(false)
  const isIn = Boolean(visit?.['checkInAt'])
  const Drawn = isIn ? MapPinCheckInside : MapPinCheck
  return (
    <>
      <Button look={look} icon={<Drawn className="i s" aria-hidden="true" />} whyNot={whyNot} onClick={() => setOpen(true)}>
        {t(isIn ? 'checkOut' : 'checkIn')}
      </Button>
      {isOpen && <VisitDialog visit={visit} customer={customer} onClose={() => setOpen(false)} />}
    </>
  )
}
