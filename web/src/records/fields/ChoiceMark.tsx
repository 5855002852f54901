import type { ChoiceMeta } from '../../data/client.ts'
import { labelOf } from '../../data/meta.ts'
import { choiceColor, isLevelList } from './choice-color.ts'

export { choiceColor, isLevelList } from './choice-color.ts'

const levelLooks: Readonly<Record<string, string>> = { strong: 'VIP', brand: 'A' }

/** A value of a choice list: its coloured dot and its word; a customer's level as the letter it is known by. */
export function ChoiceMark({ list, choice }: { list: string | undefined; choice: ChoiceMeta }) {
  if (isLevelList(list)) return <span className={`lvl ${levelLooks[choice.color ?? ''] ?? ''}`}>{labelOf(choice.label)}</span>
  const color = choiceColor(choice.color)
  return (
    <span className="fd-choice">
      {color && <span className="dotc" style={{ background: color }} />}
      <span className="el">{labelOf(choice.label)}</span>
    </span>
  )
}
