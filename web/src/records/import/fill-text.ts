import type { ImportPlan } from './import-view.ts'

const placeholder = /\{([^{}]+)\}/g

/** The fields that are put together from a column, among others. */
export function fieldsFilledFrom({ fill }: Pick<ImportPlan, 'fill'>, column: string): string[] {
  return Object.entries(fill).flatMap(([field, text]) => (namesIn(text).includes(column) ? [field] : []))
}

function namesIn(text: string): string[] {
  return [...text.matchAll(placeholder)].flatMap(([, named = '']) => named.split('|').flatMap((one) => [one, nameOf(one)]))
}

/** `{Mail 2≠Mail 1}` and `{Phone 1@mobile}` are about the column named first. */
function nameOf(part: string): string {
  return part.split(/[≠@]/)[0] ?? part
}

/** What a fixed text or a text made of columns says for one row: enough to tell the row by; the server puts it together to the last detail. */
export function filledText(template: string, cell: (column: string) => string): string {
  for (const way of template.split('||')) {
    const text = way
      .replace(placeholder, (_whole, named: string) => named.split('|').reduce((found, one) => found || cell(nameOf(one)), ''))
      .trim()
    if (text !== '') return text
  }
  return ''
}
