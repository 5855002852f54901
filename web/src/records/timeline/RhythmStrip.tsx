import { ListFilter } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { RhythmWeek } from '../../data/client.ts'
import { labelOf, useMeta } from '../../data/meta.ts'
import { useRhythm } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { media, useMedia } from '../../design/use-media.ts'
import { useLanguage, useText } from '../../text/index.ts'
import { activityModel, channelOrder, lookOf } from './channels.ts'
import { timelineTexts } from './messages.ts'
import { type Rhythm, rhythmOf } from './rhythm.ts'

type Props = {
  object: string
  id: string
  kind: string | undefined
  onKind: (kind: string | undefined) => void
  week: string | undefined
  onWeek: (week: string | undefined) => void
}

type Chart = { weeks: number; height: number; ground: number; block: number; gap: number; top: number; bar: number; hasDates: boolean }
const wide: Chart = { weeks: 26, height: 62, ground: 45, block: 4, gap: 1, top: 4, bar: 17, hasDates: true }
/** One line of the phone: its words stand beside it. */
const small: Chart = { weeks: 12, height: 34, ground: 33, block: 7, gap: 1, top: 1, bar: 9, hasDates: false }

/** The contact rhythm: touches per week, stacked by channel. A channel or a week narrows the timeline below. */
export function RhythmStrip({ object, id, kind, onKind, week, onWeek }: Props) {
  const t = useText(timelineTexts)
  useLanguage()
  const meta = useMeta()
  const isPhone = useMedia(media.phone)
  const chart = isPhone ? small : wide
  const { weeks } = chart
  const { data } = useRhythm(object, id, weeks)
  const model = activityModel(meta)
  const choiceOf = (key: string) => model?.kinds.find((choice) => choice.key === key)
  const nameOf = (key: string) => {
    const choice = choiceOf(key)
    return choice ? labelOf(choice.label) : key
  }
  const colorOf = (key: string) => lookOf(key, choiceOf(key)).color
  const touched = data?.weeks.map((one) => touchesOf(one, (key) => choiceOf(key) !== undefined || channelOrder.includes(key))) ?? []
  if (touched.every(({ total }) => total === 0)) return null

  const rhythm = rhythmOf(touched, channelOrder)
  const total = rhythm.bars.reduce((sum, bar) => sum + bar.total, 0)
  const strip = (
    <Strip chart={chart} rhythm={rhythm} colorOf={colorOf} label={t('rhythmSummary', { weeks, total })} week={week} onWeek={onWeek} />
  )
  const isNarrowed = kind !== undefined || week !== undefined
  const everything = isNarrowed && (
    <Button
      look="bare"
      size="xs"
      className="rhythm-filter"
      icon={<ListFilter className="i s" aria-hidden="true" />}
      onClick={() => {
        onKind(undefined)
        onWeek(undefined)
      }}
    >
      {t('allChannels')}
    </Button>
  )
  if (isPhone)
    return (
      <section className="rhythm-line" aria-label={t('rhythm')}>
        <span>
          <small>{t('rhythmWeeks', { weeks })}</small>
          {everything || t('rhythmTotal', { total })}
        </span>
        {strip}
      </section>
    )
  return (
    <section aria-label={t('rhythm')}>
      <div className="rhythm-head">
        <b>{t('rhythm')}</b>
        <span className="rhythm-legend">
          {rhythm.kinds.map((key) => (
            <button
              key={key}
              type="button"
              aria-pressed={kind === key}
              title={t('onlyChannel', { kind: nameOf(key) })}
              onClick={() => onKind(kind === key ? undefined : key)}
            >
              <span className="rhythm-swatch" style={{ background: colorOf(key) }} />
              {nameOf(key)}
            </button>
          ))}
        </span>
        {everything}
      </div>
      {strip}
    </section>
  )
}

/** Tasks are work to do, not a touch; what has no channel, such as a file or a consent, is none either. */
function touchesOf(week: RhythmWeek, isChannel: (kind: string) => boolean): RhythmWeek {
  const byKind = Object.fromEntries(Object.entries(week.byKind).filter(([kind]) => kind !== 'task' && isChannel(kind)))
  return { ...week, byKind, total: Object.values(byKind).reduce((sum, count) => sum + count, 0) }
}

type StripProps = {
  chart: Chart
  rhythm: Rhythm
  colorOf: (kind: string) => string
  label: string
  week: string | undefined
  onWeek: (week: string | undefined) => void
}

function Strip({ chart, rhythm, colorOf, label, week, onWeek }: StripProps) {
  const t = useText(timelineTexts)
  const [own, width] = useWidth()
  const { bars, highest } = rhythm
  // Busy weeks shrink the blocks of all, so that bars stay comparable.
  const unit = Math.min(chart.block + chart.gap, (chart.ground - chart.top) / Math.max(1, highest))
  const step = bars.length > 1 ? (width - chart.bar) / (bars.length - 1) : 0
  const bar = Math.max(3, Math.min(chart.bar, step * 0.62))
  const labelled = step > 0 ? Math.max(1, Math.ceil(70 / step)) : 1

  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset
    <svg ref={own} className="rhythm-strip" height={chart.height} role="group" aria-label={label}>
      {bars.map((one, index) => {
        const x = index * step
        const isLast = index === bars.length - 1
        return (
          // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing
          <g
            key={one.start}
            className="week"
            role="button"
            tabIndex={one.total > 0 ? 0 : -1}
            aria-pressed={week === one.start}
            aria-label={t('weekOf', { date: one.start, total: one.total })}
            onClick={() => onWeek(week === one.start ? undefined : one.start)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return
              event.preventDefault()
              onWeek(week === one.start ? undefined : one.start)
            }}
          >
            <title>{t('weekOf', { date: one.start, total: one.total })}</title>
            <rect className="ground" x={x - 2} y={0} width={bar + 4} height={chart.ground + 3} rx={2} />
            {one.total === 0 && <rect className="none" x={x} y={chart.ground - 1} width={bar} height={2} />}
            {one.blocks.map((block) => (
              <rect
                key={block.kind}
                x={x}
                y={chart.ground - (block.from + block.size) * unit}
                width={bar}
                height={Math.max(1, block.size * unit - chart.gap)}
                rx={1}
                fill={colorOf(block.kind)}
              />
            ))}
            {chart.hasDates && (isLast || (index % labelled === 0 && index <= bars.length - labelled)) && (
              <text x={isLast ? x + bar : x} y={chart.height - 3} textAnchor={isLast ? 'end' : 'start'}>
                {isLast ? t('thisWeek') : index === 0 ? one.start : one.start.slice(5)}
              </text>
            )}
          </g>
        )
      })}
      {rhythm.silences
        .filter((silence) => chart.hasDates && silence.weeks * step + step - bar > widthOf(t('silent', { weeks: silence.weeks })))
        .map((silence) => (
          <text
            key={silence.first}
            className="silence"
            x={(silence.first + silence.weeks / 2) * step - (step - bar) / 2}
            y={chart.ground - 12}
            textAnchor="middle"
          >
            {t('silent', { weeks: silence.weeks })}
          </text>
        ))}
    </svg>
  )
}

/** Near enough for a label of twelve pixels: Han characters are square, others half as wide. */
function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + (letter > '\u2e80' ? 12 : 6.5), 0)
}

function useWidth(): [React.RefObject<SVGSVGElement | null>, number] {
  const own = useRef<SVGSVGElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const drawn = own.current
    if (!drawn) return
    const measure = () => setWidth(drawn.getBoundingClientRect().width)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(drawn)
    return () => observer.disconnect()
  }, [])
  return [own, width]
}
