export { type Catalogue, defineTexts, fillText, type Text, type TextKey } from './catalogue.ts'
export { common } from './common.ts'
export { currentLanguage, type Language, setLanguage, useLanguage } from './language.ts'
export { type Translate, translate, useText } from './use-text.ts'
