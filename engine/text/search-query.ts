import { foldText, textRuns, wordPieces } from './fold.ts'
import { cutTo, gramLength, maxWholeLength, maxWordLength } from './lexeme.ts'

const maxInputLength = 200
const maxTerms = 12

/**
 * Turns what was typed into the text of a `tsquery` over the tokens of `documentTokens`, or null when nothing in it can be searched.
 * All terms must be found: `茅台 gzmt` asks for both, `ST国华` for st and 国华.
 */
export function searchQuery(input: string): string | null {
  const typed = cutTo(maxInputLength, input)
  const chunks = typed.split(/\s+/u).filter((chunk) => textRuns(foldText(chunk)).length > 0)
  if (chunks.length === 0) return null
  const eachFound = both(chunks.slice(0, maxTerms).map(chunkQuery))
  const joined = joinedWords(chunks)
  return joined === null ? eachFound : either([starts(joined), eachFound])
}

/** `gui zhou mao tai`, `138 1234 5678` and `xi'an` are also looked for as one word. */
function joinedWords(chunks: readonly string[]): string | null {
  const runs = textRuns(foldText(chunks.join(' ')))
  if (runs.length < 2 || runs.some((run) => run.kind === 'cjk')) return null
  return cutTo(maxWordLength, runs.map((run) => run.text).join(''))
}

function chunkQuery(chunk: string): string {
  const folded = foldText(chunk)
  const words = chunk.normalize('NFKC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  const eachFound = both(
    words.flatMap((word) => textRuns(foldText(word)).map((run) => (run.kind === 'cjk' ? pairsQuery(run.text) : wordQuery(run.text, word)))),
  )
  // Record numbers and e-mail addresses are kept whole as well: c-004182, lin@example.com.
  return words.length > 1 ? either([starts(cutTo(maxWholeLength, folded)), eachFound]) : eachFound
}

function pairsQuery(run: string): string {
  const characters = [...run]
  if (characters.length === 1) return starts(run)
  return both(characters.slice(1).map((character, index) => quoted(characters[index] + character)))
}

function wordQuery(word: string, asTyped: string): string {
  const alternatives = [starts(cutTo(maxWordLength, word))]
  // 0512 is written +86 512 in the international form.
  if (/^0\d{2,}$/.test(word)) alternatives.push(starts(cutTo(maxWordLength, word.slice(1))))
  const letters = [...word]
  if (letters.length > gramLength) {
    alternatives.push(both(letters.slice(gramLength - 1).map((_, start) => quoted(letters.slice(start, start + gramLength).join('')))))
  }
  const pieces = foldText(asTyped) === word ? wordPieces(asTyped) : wordPieces(word)
  if (pieces.length > 1) alternatives.push(both(pieces.slice(0, maxTerms).map((piece) => starts(cutTo(maxWordLength, piece)))))
  return either(alternatives)
}

function starts(lexeme: string): string {
  return `${quoted(lexeme)}:*`
}

function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

function both(terms: readonly string[]): string {
  return [...new Set(terms)].join(' & ')
}

function either(alternatives: readonly string[]): string {
  const unique = [...new Set(alternatives)]
  return unique.length === 1 ? unique.join('') : `(${unique.map((term) => (term.includes(' & ') ? `(${term})` : term)).join(' | ')})`
}
