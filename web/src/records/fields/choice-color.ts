import { currentMeta } from '../../data/meta.ts'

const marks = new Set(['ok', 'warn', 'bad', 'mute'])
const plain: Readonly<Record<string, string>> = {
  brand: '--brand-text',
  strong: '--tx-1',
  outline: '--line-3',
  won: '--stage-won',
  lost: '--stage-lost',
}
const channels = new Set(['visit', 'call', 'mail', 'wechat', 'order', 'case'])

/** A colour of base data: a meaning, a channel or a chart hue by its name, or one that somebody picked. */
export function choiceColor(color: string | null): string | undefined {
  if (!color) return undefined
  if (/^#[\da-f]{3,8}$/i.test(color)) return color
  if (marks.has(color)) return `var(--${color}-mark)`
  if (channels.has(color)) return `var(--ch-${color})`
  if (/^(stage|chart)-\w+$/.test(color)) return `var(--${color})`
  const token = plain[color]
  return token && `var(${token})`
}

/** Lists whose values are short ranks, VIP, A, B, C: shown as a small framed letter, not as a dot and a word. */
export function isLevelList(list: string | undefined): boolean {
  return list !== undefined && currentMeta()?.choices[list]?.some(({ color }) => color === 'strong' || color === 'outline') === true
}
