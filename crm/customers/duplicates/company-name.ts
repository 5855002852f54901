import { type NameParts, readByCharacter, rememberRecent, withoutTone } from '../../../engine/index.ts'
import { regions, shortRegionName } from '../../platform/index.ts'

/** What the parts of a company's name say. `苏州恒达（集团）医疗器械有限公司`: region 苏州, core 恒达医疗器械, legal. */
export type CompanyName = {
  /** All letters and characters in order, without legal form and punctuation: what a short name is made from. */
  readonly whole: string
  /** How many characters of `whole` at its head only say where. */
  readonly placeLength: number
  readonly place: string
  /** `whole` without place and words such as 集团. */
  readonly core: string
  /** Names of a registered company end in its legal form; short names do not. */
  readonly legal: boolean
  /** 集团, 控股, 股份: alone they tell two short names apart. */
  readonly ending: string
  readonly latin: boolean
}

const chineseForm = /(?:股份有限公司|有限责任公司|有限公司|股份公司|有限合伙|公司)/
const chineseEnding = /(?:集团|股份|控股)+$/
// Marks of the stock exchange before and behind a short name: *ST国华, 南玻A, 百济神州-U.
const exchangeMark = /^(?:\*ST|S\*ST|SST|ST|XD|XR|DR)(?=\p{sc=Han})|-[UWCV]+$/gu
const shareClass = /(?<=\p{sc=Han})[AB]$/u
const latinForm =
  /\b(?:co|company|corp|corporation|inc|incorporated|ltd|limited|llc|llp|lp|plc|gmbh|ag|kg|sa|sas|sarl|spa|srl|bv|nv|ab|oy|as|kk|pte|pty|sdn|bhd|joint|stock|group|holding|holdings)\b/g
const latinLegal = /\b(?:co|corp|inc|ltd|limited|llc|plc|gmbh|ag|sa|spa|srl|bv|nv|ab|oy|pte|pty|bhd|corporation|incorporated)\b/

/** Provinces and cities, and of the districts those that are towns of their own: 昆山 is written before names, 朝阳 is more often a name. */
const places: ReadonlySet<string> = new Set([
  '中国',
  ...regions
    .filter(({ code, name }) => code.length < 6 || /[市县]$/.test(name))
    .map(({ name }) => shortRegionName(name))
    .filter((name) => name.length > 1),
])
/** Behind a province a town is told from a name by its kind: 江西万年青 is no company of 万年. */
const cities: ReadonlySet<string> = new Set(regions.filter(({ code }) => code.length < 6).map(({ name }) => shortRegionName(name)))
const longestPlace = 7
const placeKind = /^(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市|县|区)/

/** Takes a company's name apart. The last ones are kept: lists and sweeps compare each name with its neighbours. */
export const readCompanyName = rememberRecent(20_000, (text: string): CompanyName => {
  const plain = text.normalize('NFKC').trim()
  return /\p{sc=Han}/u.test(plain) ? chineseName(plain) : latinName(plain)
})

function chineseName(text: string): CompanyName {
  const { rest, place: inBrackets } = withoutBracketedPlace(text.toUpperCase())
  const letters = rest.replace(exchangeMark, '').replace(/[^\p{L}\p{N}]/gu, '')
  const legal = chineseForm.test(letters)
  const named = legal ? letters.replace(chineseForm, '') : letters.replace(shareClass, '')
  const ending = named.match(chineseEnding)?.[0] ?? ''
  const whole = named.length - ending.length >= 2 ? named.slice(0, named.length - ending.length) : named
  const placeLength = placeBefore(whole)
  return {
    whole,
    placeLength,
    place: placeName(whole.slice(0, placeLength)) || inBrackets,
    core: withoutGroup(whole.slice(placeLength)),
    legal,
    ending,
    latin: false,
  }
}

/** 恒达（苏州）医疗 says where in brackets; 恒达（集团） says no place. */
function withoutBracketedPlace(text: string): { rest: string; place: string } {
  const found = text.match(/[([【]([^()[\]【】]{2,12})[)\]】]/)
  const inside = (found?.[1] ?? '').replace(placeKind, '')
  const short = inside.length > 2 ? inside.replace(/[省市县区]$/, '') : inside
  return places.has(short) ? { rest: text.replace(found?.[0] ?? '', ''), place: short } : { rest: text, place: '' }
}

/** Never all of it: of 上海电力 电力 stays, of 鄂尔多斯 all. */
function placeBefore(name: string): number {
  let length = 0
  for (let level = 0; level < 2; level++) {
    const found = placeAt(name, length)
    if (found === 0) break
    const next = name.slice(length, length + found)
    if (level > 0 && !cities.has(next) && !placeKind.test(name.slice(length + found))) break
    length += found
    const kind = name.slice(length).match(placeKind)?.[0] ?? ''
    if (name.length - length - kind.length >= 2) length += kind.length
  }
  return length
}

function placeAt(name: string, from: number): number {
  for (let length = Math.min(longestPlace, name.length - from - 2); length >= 2; length--)
    if (places.has(name.slice(from, from + length))) return length
  return 0
}

/** The narrowest place: of 江苏省苏州市 it is 苏州. */
function placeName(text: string): string {
  const parts = text.split(/(?:特别行政区|自治区|省|市|县|区)/).filter((part) => part !== '')
  const last = parts.at(-1) ?? ''
  const inner = placeAt(`${last}  `, 0)
  return inner > 0 && inner < last.length ? last.slice(inner) : last
}

function withoutGroup(core: string): string {
  const rest = core.replace(/集团/g, '')
  return rest.length >= 2 ? rest : core
}

function latinName(text: string): CompanyName {
  const folded = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/['’.]/g, '')
  const words = folded.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  const core = words
    .replace(latinForm, ' ')
    .replace(/\bthe\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return { whole: words, placeLength: 0, place: '', core: core || words, legal: latinLegal.test(words), ending: '', latin: true }
}

/**
 * By which names are found that may be the same: the core read aloud, a blank behind each syllable or word. Read character by character, so that
 * it is the same for what is heard (远山 and 远珊) and for traditional characters.
 */
export function companyNameKey(text: string): string {
  return spoken(readCompanyName(text).core)
}

/** The characters of a Chinese name without its legal form, the words of the core of another one. */
export function companyNameParts(text: string): NameParts {
  const { whole, core, latin, legal } = readCompanyName(text)
  return { parts: latin ? core.split(' ').map((word) => `${word} `) : [...whole], isShort: !legal }
}

export const spoken = rememberRecent(20_000, (text: string): string => {
  const parts = text.toLowerCase().match(/\p{sc=Han}|[\p{L}\p{N}]+?(?=\p{sc=Han}|\s|$)/gu) ?? []
  const characters = parts.filter((part) => /\p{sc=Han}/u.test(part))
  const syllables = readByCharacter(characters).map(withoutTone)
  let next = 0
  const words = parts.map((part) => (/\p{sc=Han}/u.test(part) ? (syllables[next++] ?? part) : part))
  return words
    .slice(0, mostWords)
    .map((word) => `${word} `)
    .join('')
})

const mostWords = 24
