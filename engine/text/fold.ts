/** Text as it is compared: NFKC (full-width becomes half-width), lower case, without Latin accents. `Café` and `ＣＡＦＥ` are both `cafe`. */
export function foldText(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase()
  // Plain ASCII and common Chinese, nearly everything that is typed, need none of the rest.
  if (/^[\x20-\x7e\u4e00-\u9fff]*$/.test(lower)) return lower
  return lower
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
}

/** A stretch of East Asian characters, or of other letters and digits. */
export type TextRun = { kind: 'cjk' | 'word'; text: string }

const eastAsian = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}ー`
const runPattern = new RegExp(`([${eastAsian}]+)|((?:(?![${eastAsian}])[\\p{L}\\p{N}\\p{M}])+)`, 'gu')

/** Cuts folded text into runs; whatever is neither letter nor digit only separates. `st国华 a` gives st, 国华, a. */
export function textRuns(folded: string): TextRun[] {
  // Most names are Chinese throughout; the general pattern costs many times as much.
  if (/^[\u4e00-\u9fff]+$/.test(folded)) return [{ kind: 'cjk', text: folded }]
  const runs: TextRun[] = []
  if (/^[\x20-\x7e\u4e00-\u9fff]*$/.test(folded)) {
    for (const [text] of folded.matchAll(/[\u4e00-\u9fff]+|[a-z0-9]+/g)) runs.push({ kind: text >= '\u4e00' ? 'cjk' : 'word', text })
    return runs
  }
  for (const match of folded.matchAll(runPattern)) {
    runs.push(match[1] === undefined ? { kind: 'word', text: match[0] } : { kind: 'cjk', text: match[1] })
  }
  return runs
}

/** The pieces of a word at camelCase and letter/digit borders, folded: `iPhone15Pro` gives i, phone, 15, pro. Takes text before folding. */
export function wordPieces(word: string): string[] {
  const pieces = word.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|\p{Lu}|\p{N}+/gu)
  return pieces === null ? [] : pieces.map(foldText).filter((piece) => piece !== '')
}
