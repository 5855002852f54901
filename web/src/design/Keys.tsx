const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
const symbols: Readonly<Record<string, string>> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Shift: isMac ? '⇧' : 'Shift',
  Enter: '↵',
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

/** A key cap beside what it does. For eyes only: screen readers get `aria-keyshortcuts` where it matters. */
export function Keys({ keys }: { keys: string }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a key cap takes no focus
  return <kbd aria-hidden="true">{keyText(keys)}</kbd>
}
