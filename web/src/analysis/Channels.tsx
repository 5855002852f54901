import { useChoices, useLabel } from '../data/meta.ts'
import { laneKey, useGroups } from '../data/records.ts'
import { formatNumber } from '../design/format.ts'
import { lookOf } from '../records/timeline/channels.ts'
import { useText } from '../text/index.ts'
import { Bars } from './Bars.tsx'
import { Card } from './Card.tsx'
import { doneIn, type Span, type Who } from './figures.ts'
import { messages } from './messages.ts'

/** What was done in the period, by channel. */
export function Channels({ span, who }: { span: Span; who: Who }) {
  const t = useText(messages)
  const label = useLabel()
  const kinds = useChoices('activity-type')
  const read = useGroups('activity', { by: 'type', filter: doneIn(span, who) })
  const rows = (read.data?.groups ?? []).map((group) => {
    const kind = laneKey(group.key)
    const choice = kinds.find(({ key }) => key === kind)
    return {
      key: kind,
      label: choice ? label(choice.label) : t('noChannel'),
      color: lookOf(kind, choice).color,
      count: group.count,
      filter: doneIn(span, who, kind === '' ? null : kind),
    }
  })
  const [first] = rows
  const count = rows.reduce((sum, row) => sum + row.count, 0)
  return (
    <Card
      title={t('channels')}
      note={t('channelsNote')}
      summary={first && t('channelsSummary', { count: formatNumber(count), channel: first.label, most: formatNumber(first.count) })}
      error={read.error}
      className="channels"
    >
      <Bars object="activity" sort="-occurAt" rows={rows} isPending={read.isPending} />
    </Card>
  )
}
