import { ownLetter, useOwnLetters } from './own-letters.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
const symbols: Readonly<Record<string, string>> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Shift: isMac ? '⇧' : 'Shift',
  Enter: '↵',
  Escape: 'Esc',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
}

/** How a key combination is written on this machine: `Mod+K` is ⌘K or Ctrl K. */
export function keyText(keys: string): string {
  const parts = keys.split('+').map((part) => symbols[part] ?? part)
  return isMac ? parts.join('') : parts.join(' ')
}

/** A key cap beside what it does, named as it is printed on the key. For eyes only: screen readers get `aria-keyshortcuts` where it matters.
 * A letter that was moved on this device is shown as moved, unless it is `fixed`, as the second one of a sequence. */
export function Keys({ keys, fixed = false }: { keys: string; fixed?: boolean }) {
  useOwnLetters()
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a key cap takes no focus
    <kbd aria-hidden="true" translate="no">
      {keyText(fixed ? keys : ownKeys(keys))}
    </kbd>
  )
}

/** `E`, or the `G` of `G A`, where the person has moved that letter. */
export function ownKeys(keys: string): string {
  return /^[A-Z](?: |$)/.test(keys) ? ownLetter(keys.charAt(0).toLowerCase()).toUpperCase() + keys.slice(1) : keys
}
