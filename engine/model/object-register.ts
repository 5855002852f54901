import type { Context } from '../context.ts'
import type { FieldDefinition } from '../declare/field.ts'
import type { Label } from '../declare/label.ts'
import type { Registry } from '../declare/registry.ts'
import type { CountAnswer } from '../query/aggregate.ts'
import { inWorkspace } from '../query/expressions.ts'
import { sql } from '../sql.ts'

/** How an object is called and listed. */
type Named = { label: Label; plural: Label; icon: string; columns: readonly string[] }

export type RegisteredObject = Named & {
  readonly key: string
  readonly route: string
  readonly area: string
  /** As it was declared, to go back to. */
  readonly declared: Named
  readonly internal: boolean
  readonly configuration: boolean
  readonly fields: { builtIn: number; custom: number }
  readonly records: CountAnswer
  /** Servers take numbers in blocks: every number up to this one is given or held by one of them. */
  readonly numbering: readonly { field: Label; reservedTo: string | null }[]
  readonly does: { search: boolean; import: boolean; timeline: boolean; board: boolean; owner: boolean; cards: boolean }
}

/** Everything that rights apply to, with what it holds and what it does in this workspace. */
export async function objectRegister(context: Context, registry: Registry): Promise<RegisteredObject[]> {
  const { reader } = context
  const series = await context.snapshot((snapshot) =>
    snapshot.query<{ series: string; next: string }>(
      reader.workspaceId,
      sql`SELECT n.series, n.next::text AS next FROM number_series n WHERE ${inWorkspace(reader, 'n')}`,
    ),
  )
  const nextOf = new Map(series.map((row) => [row.series, row.next]))
  const registered: RegisteredObject[] = []
  for (const { definition, fields } of reader.objects()) {
    const declared = registry.objects.get(definition.key) ?? definition
    const own = [...fields].filter(([key]) => key in definition.fields)
    registered.push({
      key: definition.key,
      route: definition.route,
      area: definition.area,
      label: definition.label,
      plural: definition.plural,
      icon: definition.icon,
      columns: definition.list.columns,
      declared: { label: declared.label, plural: declared.plural, icon: declared.icon, columns: declared.list.columns },
      internal: definition.internal === true,
      configuration: definition.configuration === true,
      fields: { builtIn: own.length, custom: [...fields.values()].filter(({ custom }) => custom).length },
      records: await context.count({ object: definition.key }),
      numbering: own.flatMap(([key, field]) =>
        field.kind === 'autoNumber'
          ? [
              {
                field: field.label,
                reservedTo: numberAt(field, nextOf.get(`${definition.key}.${key}`)),
              },
            ]
          : [],
      ),
      does: {
        search: [...fields.values()].some(({ searched }) => Boolean(searched)),
        import: !definition.internal && !definition.configuration,
        timeline: definition.timeline !== undefined,
        board: definition.board !== undefined,
        owner: definition.access.by === 'owner',
        cards: definition.card !== undefined,
      },
    })
  }
  return registered
}

function numberAt({ prefix = '', digits = 6 }: FieldDefinition, next: string | undefined): string | null {
  return next === undefined ? null : `${prefix}${String(BigInt(next) - 1n).padStart(digits, '0')}`
}
