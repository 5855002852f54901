import { useSyncExternalStore } from 'react'

/** Letters that a person moved on this device, as `asked letter -> pressed letter`, always a permutation: no two actions can come to share a letter. */
type Moves = Readonly<Record<string, string>>

const place = 'guanxi.letters'
const listeners = new Set<() => void>()
let moves: Moves = read()

function read(): Moves {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}')
    return isPermutation(kept) ? kept : {}
  } catch {
    return {}
  }
}

function isPermutation(kept: unknown): kept is Moves {
  if (typeof kept !== 'object' || kept === null) return false
  const [asked, pressed] = [Object.keys(kept), Object.values(kept)]
  return pressed.every(isLetter) && asked.every(isLetter) && asked.toSorted().join() === pressed.toSorted().join()
}

export function isLetter(key: unknown): key is string {
  return typeof key === 'string' && /^[a-z]$/.test(key)
}

function keep(next: Moves): void {
  moves = Object.fromEntries(Object.entries(next).filter(([asked, pressed]) => asked !== pressed))
  if (Object.keys(moves).length === 0) localStorage.removeItem(place)
  else localStorage.setItem(place, JSON.stringify(moves))
  for (const listener of listeners) listener()
}

/** What is pressed on this device for the letter that a screen asks for, both `a` to `z`; anything else stays what it is. */
export function ownLetter(asked: string): string {
  return moves[asked] ?? asked
}

/** The letter that a screen asks for, by the one that was pressed. */
export function meantLetter(pressed: string): string {
  return Object.keys(moves).find((asked) => moves[asked] === pressed) ?? pressed
}

/** Puts an action on another letter; what stood there takes the letter that became free. */
export function moveLetter(asked: string, pressed: string): void {
  keep({ ...moves, [asked]: pressed, [meantLetter(pressed)]: ownLetter(asked) })
}

export function resetLetters(): void {
  keep({})
}

/** The moved letters, and again whenever they change. */
export function useOwnLetters(): Moves {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => moves,
  )
}
