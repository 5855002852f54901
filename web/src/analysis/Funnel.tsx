import { laneKey, useGroups } from '../data/records.ts'
import { formatCompact, formatNumber } from '../design/format.ts'
import { usePipelines, useStages } from '../sales/stages.ts'
import { useText } from '../text/index.ts'
import { Bars } from './Bars.tsx'
import { Card } from './Card.tsx'
import { openNow, type Span, type Who, wonIn } from './figures.ts'
import { messages } from './messages.ts'

/** What is open in each stage of the usual pipeline, and what of it came to be won in the period. */
export function Funnel({ span, who }: { span: Span; who: Who }) {
  const t = useText(messages)
  const { pipelines } = usePipelines()
  const pipeline = pipelines[0]
  const { stages } = useStages(pipeline?.id)
  const open = useGroups('opportunity', { by: 'stage', sum: 'amount', filter: openNow(who) })
  const won = useGroups('opportunity', { by: 'stage', sum: 'amount', filter: wonIn(span, who) })
  const opened = open.data?.groups ?? []
  const rows = stages.flatMap((stage) => {
    if (stage.outcome === 'lost') return []
    const isWon = stage.outcome === 'won'
    const group = (isWon ? (won.data?.groups ?? []) : opened).find(({ key }) => laneKey(key) === stage.id)
    return [
      {
        key: stage.id,
        label: isWon ? t('wonLane') : stage.name,
        color: stage.color,
        count: group?.count ?? 0,
        note: formatCompact(group?.sum ?? 0),
        filter: isWon ? { all: [wonIn(span, who), { field: 'stage', op: 'is' as const, value: stage.id }] } : openNow(who, stage.id),
      },
    ]
  })
  const ids = new Set(stages.map(({ id }) => id))
  const inPipeline = opened.filter(({ key }) => ids.has(laneKey(key)))
  const count = inPipeline.reduce((sum, group) => sum + group.count, 0)
  const sum = inPipeline.reduce((total, group) => total + Number(group.sum ?? 0), 0)
  return (
    <Card
      title={t('funnel')}
      note={pipelines.length > 1 && pipeline ? `${pipeline.name} · ${t('funnelNote')}` : t('funnelNote')}
      summary={open.data && t('funnelSummary', { count: formatNumber(count), sum: formatCompact(sum) })}
      error={open.error ?? won.error}
      className="funnel"
    >
      <Bars object="opportunity" sort="closeDate" rows={rows} isPending={open.isPending || stages.length === 0} />
    </Card>
  )
}
