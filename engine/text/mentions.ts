// Somebody named in a text stands there as `@[沈一诺](0192…)`: the id is who is meant, the name what they were called then.
const mention = /@\[([^\]\n]{1,100})\]\(([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\)/g

export function mentionOf(name: string, id: string): string {
  return `@[${name.replaceAll(/[[\]\n]/g, ' ').slice(0, 100)}](${id})`
}

/** The ids of those who are named in a text, each once, in the order of the text. */
export function mentionedIn(text: string): string[] {
  return [...new Set([...text.matchAll(mention)].map(([, , id]) => id ?? ''))]
}

/** The text as people read it, with the names that stand in it. */
export function withoutMentionIds(text: string): string {
  return text.replaceAll(mention, '@$1')
}
