/** A text shown to people, in both languages of the product. */
export type Label = { readonly zh: string; readonly en: string }

export type Locale = 'zh-CN' | 'en'

export function labelIn(label: Label, locale: Locale): string {
  return locale === 'en' ? label.en : label.zh
}
