import { foldText, textRuns } from './fold.ts'
import { readAsPerson, readByWord, withoutTone } from './reading.ts'
import { rememberRecent } from './recent.ts'

const maxKeyLength = 160

/**
 * The key by which names are sorted, compared byte by byte (collate "C"): Chinese by syllable, then tone, then character, as in a
 * dictionary; Latin names between them by letter; case, width and punctuation do not count. `阿里` < `Apple` < `北京` < `*ST国华`.
 * With `person`, the first character is read as a surname.
 */
export function pinyinSortKey(text: string, { person = false }: { person?: boolean } = {}): string {
  return person ? personKey(text) : nameKey(text)
}

const maxRecentKeys = 4_000
const nameKey = rememberRecent(maxRecentKeys, (text: string) => sortKey(text, false))
const personKey = rememberRecent(maxRecentKeys, (text: string) => sortKey(text, true))

function sortKey(text: string, person: boolean): string {
  const parts: string[] = []
  let previousKind = ''
  for (const run of textRuns(foldText(text))) {
    if (run.kind === 'word') {
      if (previousKind === 'word') parts.push(' ')
      parts.push(run.text)
    } else {
      const reading = readByWord(run.text)
      const syllables = (person && previousKind === '' ? readAsPerson(reading) : null) ?? reading.syllables
      for (const [index, character] of reading.characters.entries()) parts.push(sortSyllable(syllables[index] ?? character, character))
    }
    previousKind = run.kind
  }
  // A cut must not leave half of a character that takes two code units.
  return parts
    .join('')
    .slice(0, maxKeyLength)
    .replace(/[\ud800-\udbff]$/, '')
}

/** lü sorts after lu and before luan, lüe after luan: the mark stands between the digits (tones) and the letters. The light tone comes last. */
function sortSyllable(syllable: string, character: string): string {
  if (syllable === character) return character
  const toned = syllable.includes('ü') ? syllable.replace('ü', 'u').replace(/(?=[0-5]$)/, ':') : syllable
  return toned.replace(/0$/, '5') + character
}

/** The first letters of a name as people type them: 贵州茅台 → gzmt, *ST国华 → stgh. */
export function pinyinInitials(text: string): string {
  let initials = ''
  for (const run of textRuns(foldText(text))) {
    if (run.kind === 'word') initials += run.text
    else for (const syllable of readByWord(run.text).syllables) initials += initialOf(syllable)
  }
  return initials
}

/** The first letter of a syllable: g for guì. */
export const initialOf = rememberRecent(20_000, (syllable: string) => [...withoutTone(syllable)][0] ?? '')
