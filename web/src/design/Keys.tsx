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

/** A key cap beside what it does, named as it is printed on the key. For eyes only: screen readers get `aria-keyshortcuts` where it matters. */
export function Keys({ keys }: { keys: string }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a key cap takes no focus
    <kbd aria-hidden="true" translate="no">
      {keyText(keys)}
    </kbd>
  )
}
