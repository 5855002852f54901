import { type Context, type FieldDefinition, type Locale, labelIn, type SearchHit, visibleFields } from '../../engine/index.ts'

const mostParts = 3
const shortKinds = new Set<FieldDefinition['kind']>(['autoNumber', 'text', 'choice', 'reference', 'user', 'phone', 'email'])

/**
 * What stands beside each found title, `C-004182 · A · 陈思远`: the number and the first fields of the list that the reader sees in the open. One query per object
 * among the hits.
 */
export async function subtitlesOf(context: Context, hits: readonly SearchHit[], locale: Locale): Promise<Map<string, string>> {
  const subtitles = new Map<string, string>()
  await Promise.all(
    [...Map.groupBy(hits, (hit) => hit.object)].map(async ([object, found]) => {
      const fields = shownFields(context, object)
      if (fields.length === 0) return
      const ids = found.map((hit) => hit.id)
      const page = await context.list({
        object,
        filter: { field: 'id', op: 'in', value: ids },
        fields: fields.map(([key]) => key),
        sort: ['id'],
        limit: ids.length,
      })
      for (const record of JSON.parse(page.records) as Record<string, unknown>[]) {
        const parts = fields.map(([key, field]) => shownText(context, field, record[key], locale)).filter((part) => part !== null)
        if (parts.length > 0) subtitles.set(String(record.id), parts.slice(0, mostParts).join(' · '))
      }
    }),
  )
  return subtitles
}

function shownFields({ reader }: Context, object: string): [string, FieldDefinition][] {
  const { definition } = reader.object(object)
  const visible = visibleFields(reader, object)
  const numbers = [...visible].filter(([, { field }]) => field.kind === 'autoNumber').map(([key]) => key)
  return [...new Set([...numbers, ...definition.list.columns])].flatMap((key): [string, FieldDefinition][] => {
    const seen = visible.get(key)
    return seen && !seen.masked && key !== definition.title && shortKinds.has(seen.field.kind) ? [[key, seen.field]] : []
  })
}

function shownText({ reader }: Context, field: FieldDefinition, value: unknown, locale: Locale): string | null {
  if (typeof value === 'object' && value !== null && 'title' in value) return typeof value.title === 'string' ? value.title : null
  if (typeof value !== 'string' || value === '') return null
  if (field.kind !== 'choice') return value
  const choice = reader.model.choices.get(field.list ?? '')?.find(({ key }) => key === value)
  return choice ? labelIn(choice.label, locale) : null
}
