import type { ChoiceMeta } from '../../data/client.ts'
import { useLabel } from '../../data/meta.ts'

/** Choice lists whose values are shown as a small framed letter. */
const levelLists = new Set(['account-level', 'level'])

const tokens = /^(brand|ok|warn|bad|mute|stage-(?:[1-5]|won|lost|stuck|escalated)|chart-[1-8]|ch-\w+|av-[0-6])$/
const markTokens = new Set(['ok', 'warn', 'bad', 'mute'])

/** A colour of base data: a token by its name, or one that somebody picked. */
export function choiceColor(color: string | null): string | undefined {
  if (!color) return undefined
  if (!tokens.test(color)) return color.startsWith('#') ? color : undefined
  return markTokens.has(color) ? `var(--${color}-mark)` : color === 'brand' ? 'var(--brand-text)' : `var(--${color})`
}

export function isLevelList(list: string | undefined): boolean {
  return list !== undefined && levelLists.has(list)
}

/** A value of a choice list: its coloured dot and its word; a customer's level as the letter it is known by. */
export function ChoiceMark({ list, choice }: { list: string | undefined; choice: ChoiceMeta }) {
  const label = useLabel()
  if (isLevelList(list)) return <span className={`lvl ${choice.key.toUpperCase()}`}>{label(choice.label)}</span>
  const color = choiceColor(choice.color)
  return (
    <span className="fd-choice">
      {color && <span className="dotc" style={{ background: color }} />}
      <span className="el">{label(choice.label)}</span>
    </span>
  )
}
