// What the index and the query must agree on: a token that one side cuts, the other has to cut at the same place.

/** Longer words, readings and digit strings are cut to this. */
export const maxWordLength = 24
/** Record numbers and e-mail addresses are kept whole up to this. */
export const maxWholeLength = 64
/** A Latin word in a name is found by any fragment: every stretch of this many letters is a token, and the query asks for all it has. */
export const gramLength = 4

/** The first code units of a text, never ending in half a character. */
export function cutTo(length: number, text: string): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
}
