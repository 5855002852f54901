import { InvalidInputError } from '../../errors.ts'
import { detectEncoding, type OpenFile } from '../encoding.ts'
import type { TableFormat, TableRow } from '../read-table.ts'
import { cellsOf, collectNames } from './named-columns.ts'
import { cardsIn } from './vcard-cards.ts'
import { cardColumns, cardValues } from './vcard-columns.ts'

const rowsAtOnce = 200

/** The columns of an address book are the properties that its cards use, so all of them are looked at. */
export async function detectCards(open: OpenFile, chosen: Partial<TableFormat>): Promise<TableFormat> {
  const encoding = chosen.encoding ?? (await detectEncoding(open))
  const found = collectNames()
  for await (const card of cardsIn(open, encoding)) found.add(cardValues(card).keys())
  const columns = found.names().sort((one, other) => place(one) - place(other))
  if (columns.length === 0) throw new InvalidInputError('import_file_empty')
  return { kind: 'vcard', encoding, delimiter: '', quote: '', headerRow: 0, columns }
}

/** Cards are numbered from 1; one that says nothing is passed over. */
export async function* cardRows(open: OpenFile, format: TableFormat, after: number): AsyncGenerator<TableRow[]> {
  const columns = format.columns ?? []
  let number = 0
  let rows: TableRow[] = []
  for await (const card of cardsIn(open, format.encoding)) {
    number++
    if (number <= after) continue
    rows.push({ number, cells: cellsOf(cardValues(card), columns) })
    if (rows.length < rowsAtOnce) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

/** `Mobile 2` stands behind `Mobile`; what has no place of its own stands at the end, as it was met. */
function place(name: string): number {
  const [, base = name, number = '1'] = /^(.*?)(?: (\d))?$/.exec(name) ?? []
  const index = cardColumns.indexOf(base)
  return index < 0 ? cardColumns.length * 10 : index * 10 + Number(number)
}
