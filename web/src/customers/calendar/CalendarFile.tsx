import { CalendarPlus } from 'lucide-react'
import type { DragEvent } from 'react'
import type { RecordJson } from '../../data/client.ts'
import { useText } from '../../text/index.ts'
import { feedTexts } from './feed-messages.ts'

/** One activity as a calendar file: a press loads it down, dragging drops it on another program. */
export function CalendarFile({ record }: { record: RecordJson }) {
  const t = useText(feedTexts)
  const path = `/api/v1/calendar-files/${record.id}`
  const name = `${String(record['subject'] ?? record.id).replaceAll(/[\\/:*?"<>|\n]/g, ' ')}.ics`

  function drag(event: DragEvent): void {
    event.dataTransfer.setData('DownloadURL', `text/calendar:${name}:${location.origin}${path}`)
  }

  return (
    <a className="btn" href={path} download={name} draggable onDragStart={drag}>
      <CalendarPlus className="i s" aria-hidden="true" />
      {t('asFile')}
    </a>
  )
}
