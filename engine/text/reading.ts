import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Jieba } from '@node-rs/jieba'
import { pinyin } from 'pinyin-pro'
import { rememberRecent } from './recent.ts'

/**
 * How a run of Chinese is read aloud: one syllable with its tone number per character (`lü4`), and where words begin.
 * A character without a known reading stands for itself.
 */
export type Reading = {
  readonly characters: readonly string[]
  readonly syllables: readonly string[]
  readonly wordStarts: readonly number[]
}

const options = { toneType: 'num', type: 'array', toneSandhi: false } as const
const maxCachedWords = 100_000
const wordCache = new Map<string, readonly string[]>()
let jieba: Jieba | undefined
const maxRecentReadings = 4_000

/**
 * Reads word by word, so that 重庆 is chong2 qing4 and 银行 yin2 hang2.
 * The reading of each word is kept: names are made of few words, and looking a word up costs far more than cutting a name into words.
 */
export const readByWord = rememberRecent(maxRecentReadings, readAnew)

function readAnew(run: string): Reading {
  jieba ??= openJieba()
  const reading: { characters: string[]; syllables: string[]; wordStarts: number[] } = { characters: [], syllables: [], wordStarts: [] }
  for (const word of jieba.cut(run, true)) {
    reading.wordStarts.push(reading.characters.length)
    reading.characters.push(...word)
    reading.syllables.push(...wordSyllables(word))
  }
  return reading
}

/** The package's own module keeps this list, and one that is not needed here, in memory for ever: eleven megabytes. */
function openJieba(): Jieba {
  return Jieba.withDict(readFileSync(fileURLToPath(import.meta.resolve('@node-rs/jieba/dict.txt'))))
}

function wordSyllables(word: string): readonly string[] {
  const cached = wordCache.get(word)
  if (cached !== undefined) return cached
  const syllables = syllablesOf(word)
  if (wordCache.size >= maxCachedWords) wordCache.clear()
  wordCache.set(word, syllables)
  return syllables
}

function syllablesOf(text: string): string[] {
  const characters = [...text]
  const syllables: string[] = pinyin(text, options)
  if (syllables.length === characters.length) return syllables
  return characters.map((character) => pinyin(character, options)[0] ?? character)
}

/** Each character by its most common reading alone: what somebody types who does not know the word (zhongqing for 重庆). */
export function readByCharacter(characters: readonly string[]): string[] {
  return characters.map((character) => wordSyllables(character)[0] ?? character)
}

/**
 * The reading with the surname at its head read as a surname: 曾 zeng, 单 shan, 尉迟 yu chi. Null when that makes no difference.
 */
export function readAsPerson(reading: Reading): string[] | null {
  const [first, second] = reading.characters
  if (first === undefined) return null
  const surname = surnameSyllables(first, second)
  const syllables = [...surname, ...reading.syllables.slice(surname.length)]
  return syllables.every((syllable, index) => syllable === reading.syllables[index]) ? null : syllables
}

function surnameSyllables(first: string, second: string | undefined): readonly string[] {
  const key = `surname ${first}${second ?? ''}`
  const cached = wordCache.get(key)
  if (cached !== undefined) return cached
  const alone = pinyin(first, { ...options, surname: 'head' })
  const pair = second === undefined ? alone : pinyin(first + second, { ...options, surname: 'head' })
  // Only in a two-character surname does the second character change how the first is read.
  const syllables = pair.length === 2 && pair[0] !== alone[0] ? pair : alone.slice(0, 1)
  wordCache.set(key, syllables)
  return syllables
}

/** `lü4` → `lv`, as an input method wants it. There are some 1,500 syllables in all. */
export const withoutTone = rememberRecent(20_000, (syllable: string) => syllable.replace(/[0-5]$/, '').replace('ü', 'v'))
