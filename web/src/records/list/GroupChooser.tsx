import { Group } from 'lucide-react'
import type { ObjectMeta } from '../../data/client.ts'
import { fieldOf, inSentence, useLabel } from '../../data/meta.ts'
import { Menu } from '../../design/Menu.tsx'
import { useText } from '../../text/index.ts'
import { type Grouping, groupable, groupPeriods, isDay } from './grouping.ts'
import { messages } from './messages.ts'

type GroupChooserProps = { object: ObjectMeta; grouping: Grouping | null; onChange: (grouping: Grouping | null) => void }

const periodWords = { week: 'byWeek', month: 'byMonth', quarter: 'byQuarter', year: 'byYear' } as const

/** By what the rows of a list stand together. */
export function GroupChooser({ object, grouping, onChange }: GroupChooserProps) {
  const t = useText(messages)
  const label = useLabel()
  const fields = groupable(object)
  const shown = grouping ? fieldOf(object, grouping.by) : undefined
  const title = shown ? t('groupedBy', { field: inSentence(label(shown.label)) }) : t('group')
  const isChosen = (by: string, period?: string) => grouping?.by === by && grouping.period === period
  return (
    <Menu
      label={t('group')}
      width={240}
      entries={[
        ...(grouping ? [{ label: t('ungroup'), run: () => onChange(null) }, { kind: 'separator' as const }] : []),
        ...fields.flatMap((field) =>
          isDay(field)
            ? groupPeriods.map((period) => ({
                label: t(periodWords[period], { field: label(field.label) }),
                checked: isChosen(field.key, period),
                run: () => onChange({ by: field.key, period }),
              }))
            : [{ label: label(field.label), checked: isChosen(field.key), run: () => onChange({ by: field.key }) }],
        ),
      ]}
    >
      {(open) => (
        <button type="button" className={grouping ? 'ib on' : 'ib'} title={title} aria-label={title} {...open}>
          <Group className="i" aria-hidden="true" />
        </button>
      )}
    </Menu>
  )
}
