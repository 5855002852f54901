import { type Label, type Locale, labelIn } from './label.ts'

export type Messages = Readonly<Record<string, Label>>

/** Texts by code, in both languages; `{name}` stands for a parameter. */
export function defineMessages<const M extends Messages>(messages: M): M {
  return messages
}

/** The text of a code with its parameters filled in; the code itself when no catalogue knows it. */
export function messageText(
  catalogues: readonly Messages[],
  code: string,
  parameters: Readonly<Record<string, unknown>>,
  locale: Locale,
): string {
  for (const catalogue of catalogues) {
    const label = catalogue[code]
    if (label)
      return labelIn(label, locale).replace(/\{(\w+)\}/g, (whole, name: string) => (name in parameters ? String(parameters[name]) : whole))
  }
  return code
}
