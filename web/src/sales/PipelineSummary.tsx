import { CalendarX2, CircleDashed, Hourglass } from 'lucide-react'
import type { Filter } from '../data/client.ts'
import { useCount, useTotals } from '../data/records.ts'
import { addDays, formatCompact, formatNumber, today } from '../design/format.ts'
import type { BoardState } from '../records/board/use-board-state.ts'
import { both } from '../records/filter/filter-tree.ts'
import { useText } from '../text/index.ts'
import { salesTexts } from './messages.ts'

const isOpen: Filter = { field: 'stage.outcome', op: 'is', value: 'open' }
const noNext: Filter = {
  all: [
    { field: 'nextStep', op: 'isEmpty' },
    { field: 'nextActivityAt', op: 'isEmpty' },
  ],
}
const wonThisQuarter: Filter = {
  all: [
    { field: 'stage.outcome', op: 'is', value: 'won' },
    { field: 'closeDate', op: 'within', value: { unit: 'quarter', from: 0, to: 0 } },
  ],
}

/** The pipeline in one line: what is open, what it is worth, what was won, and what waits for somebody. */
export function PipelineSummary({
  board,
  filter,
  onFilter,
}: {
  board: BoardState
  filter: Filter | undefined
  onFilter: (filter: Filter | undefined) => void
}) {
  const t = useText(salesTexts)
  const open = board.lanes.filter(({ model }) => model.outcome === 'open')
  const sum = (of: 'sum' | 'weighted') => open.reduce((total, { group }) => total + Number(group?.[of] ?? 0), 0)
  const count = open.reduce((total, { group }) => total + (group?.count ?? 0), 0)
  const won = useTotals('opportunity', { filter: both(board.filter, wonThisQuarter) ?? wonThisQuarter, fields: ['amount'] }).data
  const stuckFilter = stuckIn(board)
  const lateFilter: Filter = { all: [isOpen, { field: 'closeDate', op: 'lt', value: today() }] }
  const noNextFilter: Filter = { all: [isOpen, noNext] }

  return (
    <div className="board-sum">
      <dl>
        <div>
          <dt>{t('amountTotal')}</dt>
          <dd>
            {board.hasSums && formatCompact(sum('sum'))}
            {board.hasSums && <small> · {t('countUnit', { count: formatNumber(count) })}</small>}
          </dd>
        </div>
        <div>
          <dt>{t('weighted')}</dt>
          <dd>{board.hasSums && formatCompact(sum('weighted'))}</dd>
        </div>
        <div>
          <dt>{t('wonQuarter')}</dt>
          <dd className="ok">{won && formatCompact(won.totals['amount']?.sum ?? 0)}</dd>
        </div>
      </dl>
      <div className="end">
        {stuckFilter && (
          <Mark
            board={board}
            filter={stuckFilter}
            look="warn"
            icon={<Hourglass className="i s" aria-hidden="true" />}
            words="stuckCount"
            onChoose={() => onFilter(both(filter, stuckFilter))}
          />
        )}
        <Mark
          board={board}
          filter={lateFilter}
          look="warn"
          icon={<CalendarX2 className="i s" aria-hidden="true" />}
          words="lateCount"
          onChoose={() => onFilter(both(filter, lateFilter))}
        />
        <Mark
          board={board}
          filter={noNextFilter}
          look="t3"
          icon={<CircleDashed className="i s" aria-hidden="true" />}
          words="noNextCount"
          onChoose={() => onFilter(both(filter, noNextFilter))}
        />
      </div>
    </div>
  )
}

/** Longer in its stage than that stage allows: each stage has its own limit. */
function stuckIn(board: BoardState): Filter | undefined {
  const parts = board.lanes.flatMap(({ model }): Filter[] =>
    model.outcome === 'open' && model.stuckAfterDays
      ? [
          {
            all: [
              { field: 'stage', op: 'is', value: model.id },
              { field: 'stageChangedAt', op: 'lt', value: `${addDays(today(), -model.stuckAfterDays)}T00:00:00Z` },
            ],
          },
        ]
      : [],
  )
  return parts.length > 0 ? { any: parts } : undefined
}

type MarkProps = {
  board: BoardState
  filter: Filter
  look: string
  icon: React.ReactNode
  words: 'stuckCount' | 'lateCount' | 'noNextCount'
  onChoose: () => void
}

/** A number that leads to its cards. */
function Mark({ board, filter, look, icon, words, onChoose }: MarkProps) {
  const t = useText(salesTexts)
  const all = both(board.filter, filter)
  const { data } = useCount('opportunity', all ? { filter: all } : {})
  if (!data || data.count === 0) return null
  return (
    <button type="button" className={`board-mark ${look}`} onClick={onChoose}>
      {icon}
      {t(words, { count: `${formatNumber(data.count)}${data.exact ? '' : '+'}` })}
    </button>
  )
}
