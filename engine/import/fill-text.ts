import type { TableRow } from './read-table.ts'

type CellOf = (row: TableRow, column: number) => string

const placeholder = /\{([^{}]+)\}/g
const loose = /^[\s·\-–—/,，、|:：]+|[\s·\-–—/,，、|:：]+$/g

/**
 * What stands in a field that no single column fills: `{Account} · {Product}` with the cells of those columns, `{Mobile|Phone}` with the first of
 * them that is filled. What parts them goes where a cell is empty, and so does a line whose last cell is: `E-mail 2: {E-mail 2}`.
 * `{First} {Last} || {E-mail}` is the second where the first leaves nothing. `Mail 2: {Mail 2≠Mail 1|Mail 2}` is left out where Mail 2 is the first of
 * them, and so stands in a field already. Address books put the kind of a number beside it: `{Phone 1 - Value@mobile}` is the number where that says mobile.
 */
export function fillText(template: string, names: readonly string[], cell: CellOf): (row: TableRow) => string {
  if (!template.includes('{')) return () => template
  if (template.includes('||')) {
    const ways = template.split('||').map((way) => fillText(way.trim(), names, cell))
    return (row) => ways.reduce((text, way) => text || way(row), '')
  }
  const lines = template.split('\n').map((line) => lineReader(line, names, cell))
  return (row) =>
    lines
      .map((read) => read(row))
      .filter((line) => line !== '')
      .join('\n')
}

function lineReader(line: string, names: readonly string[], cell: CellOf): (row: TableRow) => string {
  const parts = line.split(placeholder)
  if (parts.length === 1) return () => line
  const readers = parts.map((part, index) => (index % 2 === 0 ? () => part : choiceReader(part, names, cell)))
  const last = readers.length - 2
  const isLabelled = /[:：]\s*$/.test(parts[last - 1] ?? '')
  return (row) => {
    const texts = readers.map((read) => read(row))
    return isLabelled && texts[last] === ''
      ? ''
      : texts
          .join('')
          .replace(/ {2,}/g, ' ')
          .replace(/ +(?=[:：])/, '')
          .replace(loose, '')
  }
}

/** A telephone or an address that can be used: what cannot is in no field, however it was meant. */
const usable = /\d.*\d.*\d|@.+\./

/** The first filled cell among those that a placeholder names; a name that the file does not have is written as it stands. */
function choiceReader(named: string, names: readonly string[], cell: CellOf): (row: TableRow) => string {
  const [shown = '', taken] = names.includes(named) ? [named] : named.split('≠')
  if (taken !== undefined) {
    const [text, inField] = [choiceReader(shown, names, cell), choiceReader(taken, names, cell)]
    return (row) => {
      const written = text(row)
      return written === inField(row) && usable.test(written) ? '' : written
    }
  }
  const choices = choicesIn(named, names)
  if (choices.length === 0) return () => `{${named}}`
  return (row) => {
    for (const { column, kindColumn, kind } of choices) {
      const text = cell(row, column).trim()
      if (text === '' || (kind !== '' && !cell(row, kindColumn).toLowerCase().includes(kind))) continue
      return text
    }
    return ''
  }
}

function choicesIn(named: string, names: readonly string[]): { column: number; kindColumn: number; kind: string }[] {
  const whole = names.indexOf(named)
  if (whole >= 0) return [{ column: whole, kindColumn: -1, kind: '' }]
  return (named.split('≠')[0] ?? '').split('|').flatMap((one) => {
    const [, name = one, kind = ''] = /^(.+)@([^@]+)$/.exec(one) ?? []
    const column = names.indexOf(name)
    if (column < 0) return []
    if (kind === '') return [{ column, kindColumn: -1, kind }]
    const beside = [name.replace(/Value$/, 'Type'), name.replace(/Value$/, 'Label')]
    const kindColumn = names.findIndex((other) => beside.includes(other))
    return kindColumn < 0 ? [] : [{ column, kindColumn, kind: kind.toLowerCase() }]
  })
}

/** The columns that a template names. */
export function namedColumns(template: string, names: readonly string[]): number[] {
  return [...template.matchAll(placeholder)].flatMap(([, named = '']) => choicesIn(named, names).map(({ column }) => column))
}

/** The template without what this file does not have: lines and placeholders of other columns. Empty when nothing is left. */
export function fillKnowing(template: string, names: readonly string[]): string {
  if (template.includes('||'))
    return template
      .split('||')
      .map((way) => fillKnowing(way.trim(), names))
      .join(' || ')
      .replace(/ \|\| $/, '')
      .trim()
  const lines = template.split('\n').flatMap((line) => {
    const placeholders = [...line.matchAll(placeholder)]
    const known = placeholders.filter(([, named = '']) => choicesIn(named, names).length > 0)
    if (placeholders.length === 0) return [line]
    if (known.length === 0) return []
    return [line.replace(placeholder, (whole, named: string) => (choicesIn(named, names).length > 0 ? whole : '')).replace(loose, '')]
  })
  return lines.join('\n')
}
