import { foldText, type TextRun, textRuns, wordPieces } from './fold.ts'
import { cutTo, gramLength, maxWholeLength, maxWordLength } from './lexeme.ts'
import { initialOf } from './pinyin.ts'
import { readAsPerson, readByCharacter, readByWord, withoutTone } from './reading.ts'

export { searchQuery } from './search-query.ts'

/**
 * A piece of a record that may be searched. `name`: found by any fragment, by pinyin and by initials. `text`: by words and Chinese
 * fragments. `digits`: phones and numbers, by any fragment. `code`: record numbers and codes, whole or in part. `email`.
 */
export type SearchPart = { text: string; kind: 'name' | 'text' | 'digits' | 'code' | 'email' }

const maxTextLength = 4_000
const maxNameLength = 300
const maxReadCharacters = 60
const everyStartUpTo = 4

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

/**
 * From each word's beginning to the end of the name, spelled out and as initials. A name is often known by its inner part
 * (贵州茅台 as maotai or mt), but nobody begins inside a word.
 */
function addReadings(tokens: Set<string>, runs: readonly TextRun[]): void {
  const units = readUnits(runs)
  const variants: [string[], string[]][] = [
    [units.map((unit) => unit.spelled), units.map((unit) => unit.initial)],
    [units.map((unit) => unit.byCharacter), units.map((unit) => unit.byCharacterInitial)],
    [units.map((unit) => unit.asPerson), units.map((unit) => unit.asPersonInitial)],
  ]
  if (units.some((unit) => unit.spelled.includes('v'))) {
    // Who has no ü to type writes u: 绿地 is lvdi and ludi.
    variants.push([units.map((unit) => (unit.isWord ? unit.spelled : unit.spelled.replace('v', 'u'))), []])
  }
  const hasChinese = units.some((unit) => !unit.isWord)
  for (const [index, unit] of units.entries()) {
    if (!unit.startsWord) continue
    for (const [spelled, initials] of variants) {
      tokens.add(joinUpTo(spelled, index, maxWordLength))
      if (hasChinese) tokens.add(joinUpTo(initials, index, maxWordLength))
    }
  }
}

type ReadUnit = {
  startsWord: boolean
  isWord: boolean
  spelled: string
  initial: string
  byCharacter: string
  byCharacterInitial: string
  asPerson: string
  asPersonInitial: string
}

function readUnits(runs: readonly TextRun[]): ReadUnit[] {
  const units: ReadUnit[] = []
  for (const run of runs) {
    if (units.length >= maxReadCharacters) break
    if (run.kind === 'word') units.push(wordUnit(run.text))
    else units.push(...chineseUnits(run.text, runs.length === 1))
  }
  return units
}

function wordUnit(word: string): ReadUnit {
  return {
    startsWord: true,
    isWord: true,
    spelled: word,
    initial: word,
    byCharacter: word,
    byCharacterInitial: word,
    asPerson: word,
    asPersonInitial: word,
  }
}

function chineseUnits(run: string, mayBePerson: boolean): ReadUnit[] {
  const reading = readByWord(run)
  const count = reading.characters.length
  const byCharacter = readByCharacter(reading.characters)
  const asPerson = (mayBePerson && count <= everyStartUpTo ? readAsPerson(reading) : null) ?? reading.syllables
  const starts = new Set(count <= everyStartUpTo ? reading.characters.keys() : innerStarts(reading.wordStarts, count))
  return reading.syllables.map((syllable, index) => {
    const single = byCharacter[index] ?? syllable
    const person = asPerson[index] ?? syllable
    return {
      startsWord: starts.has(index),
      isWord: false,
      spelled: withoutTone(syllable),
      initial: initialOf(syllable),
      byCharacter: withoutTone(single),
      byCharacterInitial: initialOf(single),
      asPerson: withoutTone(person),
      asPersonInitial: initialOf(person),
    }
  })
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

/** Every ending of three and more digits, so that any fragment begins one of them. */
function addDigits(tokens: Set<string>, text: string): void {
  addEndings(tokens, foldText(text).replace(/\D/g, ''))
}

function addEndings(tokens: Set<string>, text: string): void {
  const characters = [...text]
  tokens.add(cutTo(maxWordLength, text))
  for (let start = 1; start <= characters.length - 3; start++)
    tokens.add(cutTo(maxWordLength, characters.slice(start, start + maxWordLength).join('')))
}

function addCode(tokens: Set<string>, text: string): void {
  const folded = foldText(text).trim()
  tokens.add(cutTo(maxWholeLength, folded.replace(/\s+/g, '')))
  const runs = textRuns(folded)
  addEndings(tokens, runs.map((run) => run.text).join(''))
  for (const run of runs) {
    if (run.kind === 'cjk') addPairs(tokens, run.text)
    else {
      tokens.add(cutTo(maxWordLength, run.text))
      for (const piece of wordPieces(run.text)) tokens.add(cutTo(maxWordLength, piece))
    }
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
