import { foldText, type TextRun, textRuns, wordPieces } from './fold.ts'
import { cutTo, gramLength, maxWholeLength, maxWordLength } from './lexeme.ts'
import { initialOf } from './pinyin.ts'
import { readAsPerson, readByCharacter, readByWord, withoutTone } from './reading.ts'

export { searchQuery } from './search-query.ts'

/**
 * A piece of a record that may be searched. `name`: found by any fragment, by pinyin and by initials. `text`: by words and Chinese
 * fragments. `digits`: phones and numbers, by any fragment of two and more. `code`: record numbers and codes likewise. `email`.
 */
export type SearchPart = { text: string; kind: 'name' | 'text' | 'digits' | 'code' | 'email' }

const maxTextLength = 4_000
const maxNameLength = 300
const maxReadCharacters = 60
const everyStartUpTo = 4
const shortestStretch = 2

/** All lower-case tokens by which a record is found, unique and sorted; PostgreSQL stores them as `array_to_tsvector($1::text[])`. */
export function documentTokens(parts: readonly SearchPart[]): string[] {
  const tokens = new Set<string>()
  for (const part of parts) {
    switch (part.kind) {
      case 'name':
        addName(tokens, part.text.slice(0, maxNameLength))
        break
      case 'text':
        addText(tokens, part.text.slice(0, maxTextLength))
        break
      case 'digits':
        addDigits(tokens, part.text.slice(0, maxNameLength))
        break
      case 'code':
        addCode(tokens, part.text.slice(0, maxNameLength))
        break
      case 'email':
        addEmail(tokens, part.text.slice(0, maxNameLength))
        break
    }
  }
  tokens.delete('')
  return [...tokens].sort()
}

function addName(tokens: Set<string>, name: string): void {
  const runs = textRuns(foldText(name))
  for (const run of runs) {
    if (run.kind === 'cjk') addPairs(tokens, run.text)
    else addGrams(tokens, run.text)
  }
  addReadings(tokens, runs)
  const words = runs.filter((run) => run.kind === 'word')
  if (words.length > 1 && words.length === runs.length) {
    tokens.add(cutTo(maxWordLength, words.map((run) => [...run.text][0]).join('')))
  }
}

/** Two neighbouring characters each, and the last one alone: whatever is typed, one character or many, begins or equals one of them. */
function addPairs(tokens: Set<string>, run: string): void {
  const characters = [...run]
  characters.forEach((character, index) => {
    tokens.add(character + (characters[index + 1] ?? ''))
  })
}

function addGrams(tokens: Set<string>, word: string): void {
  const letters = [...word]
  tokens.add(cutTo(maxWordLength, word))
  for (let start = 0; start < letters.length; start++) tokens.add(letters.slice(start, start + gramLength).join(''))
}

/** A name as it is read aloud, piece by piece: a Latin word, or one Chinese character. */
type Spelling = { spelled: string[]; initials: string[] }
type SpelledName = { variants: Spelling[]; starts: number[]; hasChinese: boolean }

/**
 * From each word's beginning to the end of the name, spelled out and as initials. A name is often known by its inner part
 * (贵州茅台 as maotai or mt), but nobody begins inside a word.
 */
function addReadings(tokens: Set<string>, runs: readonly TextRun[]): void {
  const { variants, starts, hasChinese } = spellName(runs)
  for (const { spelled, initials } of variants) {
    for (const start of starts) {
      tokens.add(joinUpTo(spelled, start, maxWordLength))
      if (hasChinese) tokens.add(joinUpTo(initials, start, maxWordLength))
    }
  }
}

/** Word by word, character by character, with the first as a surname, with u for ü: only the readings that differ. */
function spellName(runs: readonly TextRun[]): SpelledName {
  const main: string[] = []
  const byCharacter: string[] = []
  const asPerson: string[] = []
  const isSyllable: boolean[] = []
  const starts: number[] = []
  for (const run of runs) {
    if (main.length >= maxReadCharacters) break
    const at = main.length
    if (run.kind === 'word') {
      for (const list of [main, byCharacter, asPerson]) list.push(run.text)
      isSyllable.push(false)
      starts.push(at)
      continue
    }
    const reading = readByWord(run.text)
    const count = reading.characters.length
    const mayBePerson = runs.length === 1 && count <= everyStartUpTo
    main.push(...reading.syllables)
    byCharacter.push(...readByCharacter(reading.characters))
    asPerson.push(...((mayBePerson ? readAsPerson(reading) : null) ?? reading.syllables))
    for (let index = 0; index < count; index++) isSyllable.push(true)
    for (const start of count <= everyStartUpTo ? reading.characters.keys() : innerStarts(reading.wordStarts, count))
      starts.push(at + start)
  }
  const readings = [main, ...[byCharacter, asPerson].filter((other) => other.some((syllable, index) => syllable !== main[index]))]
  const variants = readings.map((syllables) => spelling(syllables, isSyllable))
  // Who has no ü to type writes u: 绿地 is lvdi and ludi.
  if (main.some((syllable) => syllable.includes('ü')))
    variants.push(
      spelling(
        main.map((syllable) => syllable.replace('ü', 'u')),
        isSyllable,
      ),
    )
  return { variants, starts, hasChinese: isSyllable.includes(true) }
}

function spelling(syllables: readonly string[], isSyllable: readonly boolean[]): Spelling {
  return {
    spelled: syllables.map((syllable, index) => (isSyllable[index] ? withoutTone(syllable) : syllable)),
    initials: syllables.map((syllable, index) => (isSyllable[index] ? initialOf(syllable) : syllable)),
  }
}

/** A word of four and more characters is mostly two words that stand in the dictionary together (中国银行): its middle is a beginning too. */
function innerStarts(wordStarts: readonly number[], count: number): number[] {
  return wordStarts.flatMap((start, index) => {
    const length = (wordStarts[index + 1] ?? count) - start
    return length < everyStartUpTo ? [start] : Array.from({ length: Math.floor(length / 2) }, (_, pair) => start + pair * 2)
  })
}

function joinUpTo(pieces: readonly string[], from: number, length: number): string {
  let joined = ''
  for (let index = from; index < pieces.length && joined.length < length; index++) joined += pieces[index]
  return cutTo(length, joined)
}

function addText(tokens: Set<string>, text: string): void {
  for (const word of text.normalize('NFKC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []) {
    for (const run of textRuns(foldText(word))) {
      if (run.kind === 'cjk') addPairs(tokens, run.text)
      else tokens.add(cutTo(maxWordLength, run.text))
    }
    const pieces = wordPieces(word)
    if (pieces.length > 1) for (const piece of pieces) addText(tokens, piece)
  }
}

/**
 * Every stretch of four digits, and the shorter ones at the end: any fragment begins one of them, or is made of them. Whole endings would each be a
 * key of their own in the index; ten thousand stretches are shared by all records, which makes writing half as dear.
 */
function addDigits(tokens: Set<string>, text: string): void {
  addStretches(tokens, foldText(text).replace(/\D/g, ''))
}

function addStretches(tokens: Set<string>, text: string): void {
  const characters = [...text]
  if (characters.length < shortestStretch) tokens.add(text)
  for (let start = 0; start <= characters.length - shortestStretch; start++)
    tokens.add(characters.slice(start, start + gramLength).join(''))
}

function addCode(tokens: Set<string>, text: string): void {
  const runs = textRuns(foldText(text))
  addStretches(tokens, runs.map((run) => run.text).join(''))
  for (const run of runs) {
    if (run.kind === 'cjk') addPairs(tokens, run.text)
    else for (const piece of [run.text, ...wordPieces(run.text)]) tokens.add(piece.slice(0, gramLength))
  }
}

function addEmail(tokens: Set<string>, text: string): void {
  const folded = foldText(text).trim().replace(/\s+/g, '')
  const [local = '', domain = ''] = folded.split('@')
  for (const whole of [folded, local, domain]) tokens.add(cutTo(maxWholeLength, whole))
  for (const run of textRuns(folded)) {
    if (run.kind === 'cjk') addPairs(tokens, run.text)
    else tokens.add(cutTo(maxWordLength, run.text))
  }
  for (const piece of wordPieces(local)) tokens.add(cutTo(maxWordLength, piece))
}
