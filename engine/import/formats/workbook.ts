import { posix } from 'node:path'
import { InvalidInputError } from '../../errors.ts'
import { type NumberLook, numberLook } from './number-format.ts'
import { readWholeXml } from './xml.ts'
import type { Zip, ZipEntry } from './zip.ts'

/** The parts of an XLSX workbook that its rows are read with. */
export type Workbook = {
  sheets: { name: string; hidden: boolean; part: ZipEntry }[]
  strings: ZipEntry | undefined
  /** How numbers look, by the style of their cell. */
  looks: NumberLook[]
  date1904: boolean
}

type Relation = { type: string; target: string }

/** Finds the parts by the relations between them, and by their usual names where a program left the relations out. */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  const parts = new Map(zip.entries.map((entry) => [entry.name.replace(/^\/+/, '').toLowerCase(), entry]))
  const part = (path: string) => parts.get(path.replace(/^\/+/, '').toLowerCase())
  const relations = await readRelations(zip, part('_rels/.rels'))
  const start = [...relations.values()].find(({ type }) => type === 'officeDocument')
  const path = start && part(start.target) ? start.target.replace(/^\/+/, '') : 'xl/workbook.xml'
  const folder = posix.dirname(path)
  const own = await readRelations(zip, part(`${folder}/_rels/${posix.basename(path)}.rels`))
  const resolve = (target: string) => part(target.startsWith('/') ? target : posix.join(folder, target))
  const ofType = (type: string) => {
    const target = [...own.values()].find((relation) => relation.type === type)?.target
    return target === undefined ? undefined : resolve(target)
  }

  const { named, date1904 } = await readSheetList(zip, part(path))
  const sheets: Workbook['sheets'] = []
  for (const [index, { name, hidden, relation }] of named.entries()) {
    const related = own.get(relation)
    const found = related
      ? related.type === 'worksheet'
        ? resolve(related.target)
        : undefined
      : part(`${folder}/worksheets/sheet${index + 1}.xml`)
    if (found) sheets.push({ name, hidden, part: found })
  }
  if (sheets.length === 0) sheets.push(...looseSheets(zip))
  if (sheets.length === 0) throw new InvalidInputError('import_file_broken')
  return {
    sheets,
    strings: ofType('sharedStrings') ?? part(`${folder}/sharedStrings.xml`),
    looks: await readLooks(zip, ofType('styles') ?? part(`${folder}/styles.xml`)),
    date1904,
  }
}

async function readRelations(zip: Zip, entry: ZipEntry | undefined): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>()
  if (entry === undefined) return relations
  await readWholeXml(await zip.read(entry), {
    open(name, { Id: id, Type: type, Target: target }) {
      if (name === 'Relationship' && id && type && target) relations.set(id, { type: posix.basename(type), target })
    },
  })
  return relations
}

/** Sheets that no list names, where the list itself is missing. */
function looseSheets(zip: Zip): Workbook['sheets'] {
  return zip.entries.flatMap((entry) => {
    const name = /^\/?xl\/worksheets\/([^/]+)\.xml$/i.exec(entry.name)?.[1]
    return name === undefined ? [] : [{ name, hidden: false, part: entry }]
  })
}

async function readSheetList(zip: Zip, workbook: ZipEntry | undefined) {
  const named: { name: string; hidden: boolean; relation: string }[] = []
  let date1904 = false
  if (workbook === undefined) return { named, date1904 }
  await readWholeXml(await zip.read(workbook), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = isOn(attributes.date1904)
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? ''
      named.push({ name: attributes.name ?? '', hidden: (attributes.state ?? 'visible') !== 'visible', relation })
    },
  })
  return { named, date1904 }
}

/** The look of each style that cells name; a part that is missing or broken costs the dates, not the file. */
async function readLooks(zip: Zip, styles: ZipEntry | undefined): Promise<NumberLook[]> {
  const codes = new Map<number, string>()
  const ids: number[] = []
  if (styles === undefined) return []
  let inCells = false
  await readWholeXml(await zip.read(styles), {
    open(name, { numFmtId, formatCode }) {
      if (name === 'cellXfs') inCells = true
      else if (name === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode)
      else if (name === 'xf' && inCells) ids.push(Number(numFmtId ?? 0))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return ids.map((id) => numberLook(id, codes.get(id)))
}

export function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on'
}
