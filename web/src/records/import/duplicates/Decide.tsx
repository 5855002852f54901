import { useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { formatNumber } from '../../../design/format.ts'
import { Menu } from '../../../design/Menu.tsx'
import { Segmented } from '../../../design/Segmented.tsx'
import { useText } from '../../../text/index.ts'
import { readEffects, tell } from '../api.ts'
import type { Effect, ImportPlan, ImportView, Verdict } from '../import-view.ts'
import { messages } from '../messages.ts'
import { withDecisions, withPolicy } from '../plan-edits.ts'

const verdicts = [
  ['skip', 'doSkip'],
  ['update', 'doUpdate'],
  ['updateEmpty', 'doUpdateEmpty'],
  ['create', 'doCreate'],
] as const
/** More than anybody decides by hand; beyond it, one rule holds for all. */
const mostDecided = 5_000
const rowsPerRead = 500

/** What becomes of one row. */
export function DecideRow({ row, plan, onPlan }: { row: Effect; plan: ImportPlan; onPlan: (plan: ImportPlan) => void }) {
  const t = useText(messages)
  const decided = plan.duplicates.decisions?.[row.number]
  return (
    <Segmented<Verdict | ''>
      label={t('decideRow', { row: formatNumber(row.number) })}
      value={decided ?? ''}
      options={verdicts.map(([verdict, name]) => [verdict, t(name)])}
      onChange={(verdict) => verdict !== '' && onPlan(withDecisions(plan, { [row.number]: verdict }))}
    />
  )
}

/** One answer for all rows that are still open. */
export function DecideAll({ view, onPlan }: { view: ImportView; onPlan: (plan: ImportPlan) => void }) {
  const t = useText(messages)
  const [isReading, setReading] = useState(false)
  const open = view.check?.effects?.ask ?? 0

  async function decide(verdict: Verdict): Promise<void> {
    if (open > mostDecided) return onPlan(withPolicy(view.plan, verdict))
    setReading(true)
    try {
      const decided: Record<string, Verdict> = {}
      for (let after: number | null = 0; after !== null; ) {
        const { rows, next } = await readEffects(view.id, 'ask', after, rowsPerRead)
        for (const { number } of rows) decided[number] = verdict
        after = next
      }
      onPlan(withDecisions(view.plan, decided))
    } catch (error) {
      tell(error)
    } finally {
      setReading(false)
    }
  }

  return (
    <Menu
      label={t('decideRest', { count: formatNumber(open) })}
      place="bottom-end"
      entries={verdicts.map(([verdict, name]) => ({ label: t(name), run: () => void decide(verdict) }))}
    >
      {(menu) => (
        <Button size="sm" className="end" busy={isReading && t('deciding')} {...menu}>
          {t('decideRest', { count: formatNumber(open) })}
        </Button>
      )}
    </Menu>
  )
}
