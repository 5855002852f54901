import type { RecordLink } from './types.ts'

// Somebody named in a text stands there as `@[沈一诺](0192…)`: the id says who is meant, the name what they were called then.
const mention = /@\[([^\]\n]{1,100})\]\(([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\)/g

/** The text in pieces: what is plain, and who is named in between. */
export function mentionParts(text: string): (string | RecordLink)[] {
  const parts: (string | RecordLink)[] = []
  let done = 0
  for (const found of text.matchAll(mention)) {
    const [whole, title = '', id = ''] = found
    if (found.index > done) parts.push(text.slice(done, found.index))
    parts.push({ id, title })
    done = found.index + whole.length
  }
  if (done < text.length) parts.push(text.slice(done))
  return parts
}

/** The text as it is read and edited, `@沈一诺`, and who is meant in it. */
export function readableMentions(text: string): { text: string; named: RecordLink[] } {
  const parts = mentionParts(text)
  return {
    text: parts.map((part) => (typeof part === 'string' ? part : `@${part.title}`)).join(''),
    named: parts.filter((part) => typeof part !== 'string'),
  }
}

/** The text as it is stored: each name that was chosen becomes who is meant; of two with one name, in the order they were chosen. */
export function storedMentions(text: string, named: readonly RecordLink[]): string {
  const waiting = [...named]
  const names = [...new Set(named.map(({ title }) => title))].sort((one, other) => other.length - one.length)
  if (names.length === 0) return text
  const written = new RegExp(`@(${names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'g')
  return text.replaceAll(written, (whole, name: string) => {
    const at = waiting.findIndex(({ title }) => title === name)
    const meant = at < 0 ? named.find(({ title }) => title === name) : waiting.splice(at, 1)[0]
    return meant ? `@[${name.replaceAll(/[[\]\n]/g, ' ').slice(0, 100)}](${meant.id})` : whole
  })
}
