import { Camera, MapPinned } from 'lucide-react'
import { useRef, useState } from 'react'
import { client, type RecordJson } from '../../data/client.ts'
import { useObjectIfReadable } from '../../data/meta.ts'
import { useList } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { useUploads } from '../../records/page/files.ts'
import { common, useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { PlaceLine } from './PlaceLine.tsx'
import { usePlace } from './use-place.ts'
import { useVisitActions } from './use-visit.ts'
import { VisitMark } from './VisitMark.tsx'
import './visits.css'

type Props = { visit: RecordJson | undefined; customer: { id: string; title: string }; onClose: () => void }

/** At the customer's door, with one thumb: where one is, then in; photographs and what was said, then out. */
export function VisitDialog({ visit, customer, onClose }: Props) {
  const t = useText(messages)
  const words = useText(common)
  const account = useObjectIfReadable('account')
  const { place, again } = usePlace()
  const { checkIn, checkOut, placeCustomer } = useVisitActions(onClose)
  const [outcome, setOutcome] = useState('')
  const isIn = visit !== undefined && Boolean(visit['checkInAt'])
  const title = String(visit?.['subject'] ?? customer.title)
  const mayPlace =
    isIn && account?.may.update && typeof visit['checkInLatitude'] === 'number' && typeof visit['checkInDistance'] !== 'number'
  const isBusy = checkIn.isPending || checkOut.isPending

  function go(): void {
    if (!place) return
    if (isIn) checkOut.mutate({ place, visit: visit.id, outcome, label: title })
    else checkIn.mutate({ place, visit: visit?.id, instance: timeOf(visit), account: customer.id, label: title })
  }

  return (
    <Dialog
      title={t(isIn ? 'checkOutOf' : 'checkInOf', { title })}
      onClose={onClose}
      width={440}
      closeOutside={outcome === ''}
      footer={
        <>
          <Button
            look="primary"
            size="lg"
            className="visit-go"
            busy={isBusy && words('saving')}
            whyNot={place ? undefined : t('locating')}
            onClick={go}
          >
            {t(isIn ? 'checkOut' : 'checkIn')}
          </Button>
          <Button look="bare" size="lg" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad visit">
        {title !== customer.title && <p className="t2">{customer.title}</p>}
        {isIn && <VisitMark visit={visit} />}
        {mayPlace && (
          <Button
            icon={<MapPinned className="i s" aria-hidden="true" />}
            busy={placeCustomer.isPending && words('saving')}
            onClick={() => placeCustomer.mutate(visit.id)}
          >
            {t('usePlace')}
          </Button>
        )}
        {isIn && <Photos visit={visit.id} />}
        {isIn && (
          <textarea
            className="in"
            rows={3}
            aria-label={t('outcome')}
            placeholder={t('outcomeHint')}
            value={outcome}
            onChange={(event) => setOutcome(event.target.value)}
          />
        )}
        <PlaceLine place={place} onAgain={again} />
      </div>
    </Dialog>
  )
}

/** Straight from the camera of the phone, kept with the visit. */
function Photos({ visit }: { visit: string }) {
  const t = useText(messages)
  const input = useRef<HTMLInputElement>(null)
  const file = useObjectIfReadable('file')
  const { uploads, upload } = useUploads('activity', visit)
  const { records } = useList(
    'file',
    { filter: { field: 'regarding', op: 'is', value: visit }, fields: ['name', 'mediaType'], sort: ['createdAt'], limit: 20 },
    { enabled: file !== undefined },
  )
  if (!file?.may.create) return null
  return (
    <div className="visit-photos">
      {records
        .filter((one) => String(one['mediaType'] ?? '').startsWith('image/'))
        .map((one) => (
          <img key={one.id} src={client.files.contentUrl(one.id)} alt={String(one['name'] ?? '')} />
        ))}
      <Button
        icon={<Camera className="i s" aria-hidden="true" />}
        busy={uploads.length > 0 && t('uploading')}
        onClick={() => input.current?.click()}
      >
        {t('photo')}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={t('photo')}
        onChange={(event) => {
          void upload([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </div>
  )
}

/** Which time of what repeats the visit is. */
function timeOf(visit: RecordJson | undefined): string | undefined {
  return visit?.['recurrence'] && typeof visit['instance'] === 'string' ? visit['instance'] : undefined
}
