import { Link } from '@tanstack/react-router'
import { Check, Clock, MapPin, Maximize2, Repeat, Trash2 } from 'lucide-react'
import type { ObjectMeta } from '../../data/client.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatExactDate, formatExactDateTime, timeOf } from '../../design/format.ts'
import { repeatText } from '../../records/fields/recurrence.ts'
import { wallTime } from '../../records/fields/wall-clock.ts'
import { zoneName } from '../../set-up/regional.ts'
import { useLanguage, useText } from '../../text/index.ts'
import type { CalendarItem } from './calendar-items.ts'
import { calendarTexts } from './messages.ts'
import type { Asked } from './SeriesDialog.tsx'

type Props = { item: CalendarItem; object: ObjectMeta; onAsk: (what: Asked['what']) => void; onFinish: () => void; onClose: () => void }

/** One time of what repeats: when and where it is, and what can be done with it alone or with the others. */
export function ItemDrawer({ item, object, onAsk, onFinish, onClose }: Props) {
  const t = useText(calendarTexts)
  const language = useLanguage()
  const place = item.record['place']
  const there = item.zone && !item.allDay ? wallTime(item.start, item.zone) : undefined
  return (
    <Dialog
      place="drawer"
      className="ls-preview"
      title={item.title}
      onClose={onClose}
      extra={
        <Link
          to="/$route/$id"
          params={{ route: object.route, id: item.record.id }}
          className="ib sm"
          title={t('openSeries')}
          aria-label={t('openSeries')}
        >
          <Maximize2 className="i s" aria-hidden="true" />
        </Link>
      }
    >
      <div className="dialog-pad cal-one">
        <p>
          <Clock className="i s" aria-hidden="true" />
          <span>{item.allDay ? formatExactDate(item.start) : `${formatExactDateTime(item.start)} – ${timeOf(item.end)}`}</span>
        </p>
        {there && item.zone && (
          <p className="t3 cal-there">
            {t('there', { time: `${formatExactDate(there.date)} ${there.time}`, zone: zoneName(item.zone, language) })}
          </p>
        )}
        {item.rule && (
          <p>
            <Repeat className="i s" aria-hidden="true" />
            <span>{repeatText(item.rule)}</span>
          </p>
        )}
        {typeof place === 'string' && (
          <p>
            <MapPin className="i s" aria-hidden="true" />
            <span>{place}</span>
          </p>
        )}
        {item.account && <p className="t2">{item.account}</p>}
        <div className="cal-acts">
          {object.may.update && (
            <>
              <Button look="primary" icon={<Check className="i s" aria-hidden="true" />} onClick={onFinish}>
                {t('finishOne')}
              </Button>
              <Button icon={<Clock className="i s" aria-hidden="true" />} onClick={() => onAsk('move')}>
                {t('do_move')}
              </Button>
              <Button icon={<Repeat className="i s" aria-hidden="true" />} onClick={() => onAsk('repeat')}>
                {t('do_repeat')}
              </Button>
            </>
          )}
          {object.may.delete && (
            <Button icon={<Trash2 className="i s" aria-hidden="true" />} onClick={() => onAsk('remove')}>
              {t('do_remove')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}
