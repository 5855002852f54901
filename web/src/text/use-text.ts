import { useCallback } from 'react'
import { type Catalogue, fillText, type TextKey, type TextValues, type ValuesOf } from './catalogue.ts'
import { currentLanguage, type Language, useLanguage } from './language.ts'

type Asked<C extends Catalogue, K extends TextKey<C>> = ValuesOf<C[K]['zh']> | ValuesOf<C[K]['en']>
type Arguments<C extends Catalogue, K extends TextKey<C>> = [Asked<C, K>] extends [never]
  ? []
  : [values: Readonly<Record<Asked<C, K>, string | number>>]

export type Translate<C extends Catalogue> = <K extends TextKey<C>>(key: K, ...values: Arguments<C, K>) => string

function textIn(language: Language, text: Catalogue[string] | undefined, values: TextValues | undefined): string {
  if (!text) return ''
  return fillText(language === 'en' ? text.en : text.zh, values)
}

/** `const t = useText(messages)`; `t('chosen', { count: 3 })`. The component is drawn again when the language changes. */
export function useText<const C extends Catalogue>(catalogue: C): Translate<C> {
  const language = useLanguage()
  return useCallback<Translate<C>>((key, ...[values]) => textIn(language, catalogue[key], values), [catalogue, language])
}

/** The same outside a component: toasts, titles, errors. */
export function translate<const C extends Catalogue, K extends TextKey<C>>(catalogue: C, key: K, ...[values]: Arguments<C, K>): string {
  return textIn(currentLanguage(), catalogue[key], values)
}
