/** One text in both languages: a text that lacks one of them does not compile. */
export type Text = { readonly zh: string; readonly en: string }
export type Catalogue = Readonly<Record<string, Text>>
export type TextKey<C extends Catalogue> = keyof C & string

/**
 * The texts of one folder of screens, beside the screens that show them.
 *
 *     export const messages = defineTexts({ chosen: { zh: '已选 {count} 个', en: '{count} selected' } })
 *
 * `{name}` is replaced by a value; `{count|row|rows}` by the first word when the value is 1 and by the second otherwise.
 */
export function defineTexts<const C extends Catalogue>(texts: C): C {
  return texts
}

/** The values that a text asks for, read from the text itself: a forgotten one does not compile. */
export type ValuesOf<T extends string> = T extends `${string}{${infer Slot}}${infer Rest}`
  ? (Slot extends `${infer Name}|${string}` ? Name : Slot) | ValuesOf<Rest>
  : never

export type TextValues = Readonly<Record<string, string | number>>

export function fillText(text: string, values: TextValues = {}): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = values[name]
    if (value === undefined) return whole
    if (one === undefined || many === undefined) return String(value)
    return String(value) === '1' ? one : many
  })
}
