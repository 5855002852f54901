import type { Executor } from '../../database.ts'
import { columnsOf } from '../../declare/columns.ts'
import type { Label } from '../../declare/label.ts'
import { snake } from '../../declare/object.ts'
import { isId } from '../../ids.ts'
import type { Reader } from '../../query/reader.ts'
import { ident, param, sql } from '../../sql.ts'
import { pointsAt } from '../read-row.ts'
import { type Measure, measureNamed } from './measures.ts'
import { promisedId } from './promised.ts'

const yesOrNo: Readonly<Record<string, Label>> = { true: { zh: '是', en: 'Yes' }, false: { zh: '否', en: 'No' } }
const fromEarlierFile: Label = { zh: '前面的文件带来', en: 'Brought by an earlier file' }

/** What counted choices are called, by `name value`: the values of lists, yes and no, and the titles of records. */
export async function choiceLabels(
  reader: Reader,
  executor: Executor,
  measures: readonly Measure[],
  counted: readonly { name: string; value: string }[],
): Promise<Map<string, Label>> {
  const labels = new Map<string, Label>()
  for (const [name, values] of Map.groupBy(counted, (one) => one.name)) {
    const measure = measures.find(({ key }) => key === measureNamed(name).key)
    if (!measure) continue
    const own = new Set(values.map(({ value }) => value))
    const titles = measure.kind === 'reference' ? await titlesOf(reader, executor, pointsAt(measure.field) ?? '', [...own]) : null
    for (const value of own)
      labels.set(`${name} ${value}`, titles ? (titles.get(value) ?? toBeMade(value)) : labelOf(reader, measure, value))
  }
  return labels
}

function labelOf(reader: Reader, { kind, field }: Measure, value: string): Label {
  if (kind === 'boolean') return yesOrNo[value] ?? toBeMade(value)
  return reader.model.choices.get(field.list ?? '')?.find(({ key }) => key === value)?.label ?? toBeMade(value)
}

/** A value that is still to be added stands under the text of the file. */
function toBeMade(value: string): Label {
  const text = value.replace(/^~/, '')
  return { zh: text, en: text }
}

async function titlesOf(reader: Reader, executor: Executor, object: string, values: readonly string[]): Promise<Map<string, Label>> {
  const { definition, fields } = reader.object(object)
  const title = fields.get(definition.title)
  const ids = values.filter((value) => isId(value))
  if (!title || ids.length === 0) return new Map()
  const rows = await executor.query<{ id: string; title: string }>(
    reader.workspaceId,
    sql`SELECT t.id, t.${ident(columnsOf(definition.title, title)[0]?.name ?? snake(definition.title))} AS title FROM ${ident(definition.table)} t
      WHERE t.workspace_id = ${param(reader.workspaceId, 'uuid')} AND t.id = ANY (${param(ids, 'uuid[]')})`,
  )
  const found = new Map<string, Label>(rows.map(({ id, title: text }) => [id, { zh: text, en: text }]))
  found.set(promisedId, fromEarlierFile)
  return found
}
