import type { Likened } from '../declare/field.ts'

/** Of two companies that a short name fits, the better one must be so much ahead; else nobody can tell which is meant. Fixed on every second pair of the listed companies. */
const margin = 0.005
/** From so much on two names that a short name fits are those of one company. */
const sameCompany = 0.8
const shortest = 2
const longest = 12
/** Tries for one long name: beyond that it is no name. */
const mostTries = 4_000
/** A short name of more records than this, or that fits more records of one company, says nothing. */
const mostRecords = 12

export type Fit = { readonly short: string; readonly long: string; readonly likeness: number }

type Entry = {
  readonly text: string
  readonly ids: string[]
  /** Another way of writing the same characters: 华兰股份 and 华兰集团. */
  readonly beside: Entry | undefined
  best: number
  next: number
  bestText: string
  bestIds: string[]
}

/**
 * Finds for each short name the record that it means: the one whose name it fits best, if no other company's fits as well. Short names are learned first; then every
 * name is met once. What is learned is kept as the beginnings of the names, so that a long name tries only those orders of its characters that some short name begins with.
 */
export function shortNames({ likeness, parts }: Required<Pick<Likened, 'likeness' | 'parts'>>, least: number) {
  /** Whole names with their entry; beginnings of names without one. */
  const known = new Map<string, Entry | undefined>()

  const compare = (entry: Entry, id: string, text: string): void => {
    if (text === entry.text) return
    const found = likeness(entry.text, text)
    if (found === 0 || (found < entry.next && found < entry.best)) return
    const isSame = entry.bestText !== '' && (entry.bestText === text || likeness(entry.bestText, text) >= sameCompany)
    if (isSame) {
      entry.best = Math.max(entry.best, found)
      if (entry.bestIds.length < mostRecords && !entry.bestIds.includes(id)) entry.bestIds.push(id)
    } else if (found > entry.best) {
      entry.next = entry.best
      entry.best = found
      entry.bestText = text
      entry.bestIds = [id]
    } else entry.next = Math.max(entry.next, found)
  }

  return {
    /** A short name of a record; `isMine` says whether names that begin with this part are looked at now. */
    learn(id: string, text: string, isMine: (first: string) => boolean): void {
      const { parts: own, isShort } = parts(text)
      const [first] = own
      if (!isShort || first === undefined || own.length < shortest || own.length > longest || !isMine(first)) return
      let beginning = ''
      for (const part of own) {
        beginning += part
        if (!known.has(beginning)) known.set(beginning, undefined)
      }
      const there = known.get(beginning)
      for (let entry = there; entry; entry = entry.beside)
        if (entry.text === text) {
          if (entry.ids.length <= mostRecords) entry.ids.push(id)
          return
        }
      known.set(beginning, { text, ids: [id], beside: there, best: 0, next: 0, bestText: '', bestIds: [] })
    },

    /** Any name of a record: the short names that stand in it are compared with it. */
    meet(id: string, text: string): void {
      const { parts: own } = parts(text)
      const met = new Set<Entry>()
      let tries = 0
      const goOn = (beginning: string, from: number): void => {
        for (let at = from; at < own.length; at++) {
          if (++tries > mostTries) return
          const longer = beginning + (own[at] ?? '')
          if (!known.has(longer)) continue
          for (let entry = known.get(longer); entry; entry = entry.beside) {
            if (met.has(entry)) continue
            met.add(entry)
            compare(entry, id, text)
          }
          goOn(longer, at + 1)
        }
      }
      goOn('', 0)
    },

    /** The records that the short names mean, other than those whose short name it is. */
    *fits(): Generator<Fit> {
      for (const head of known.values())
        for (let entry = head; entry; entry = entry.beside) {
          if (entry.best < least || entry.best - entry.next < margin || entry.ids.length > mostRecords) continue
          for (const short of entry.ids) for (const long of entry.bestIds) if (short !== long) yield { short, long, likeness: entry.best }
        }
    },
  }
}
