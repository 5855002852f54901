import { Type } from '@sinclair/typebox'
import { defineAction, param, sql, type WriteRequest } from '../../../engine/index.ts'

/** The weights of all parts at once: one change, taken back as one. Customers are scored again soon after. */
export const setHealthRules = defineAction({
  key: 'health.setRules',
  label: { zh: '保存健康度规则', en: 'Save health rules' },
  object: 'healthRule',
  permission: { object: 'healthRule', action: 'update' },
  input: Type.Object({
    rules: Type.Array(
      Type.Object({
        part: Type.String(),
        weight: Type.Integer({ minimum: 0, maximum: 100 }),
        target: Type.Integer({ minimum: 1, maximum: 1000 }),
      }),
      { minItems: 1, maxItems: 10 },
    ),
  }),
  async run(context, { rules }) {
    const rows = await context.query<{ id: string; part: string }>(
      sql`SELECT id, part FROM health_rule WHERE workspace_id = ${param(context.reader.workspaceId, 'uuid')} AND deleted_at IS NULL`,
    )
    const stored = new Map(rows.map(({ id, part }) => [part, id]))
    await context.write(
      rules.map(({ part, weight, target }): WriteRequest => {
        const id = stored.get(part)
        return id
          ? { kind: 'update', object: 'healthRule', id, values: { weight, target } }
          : { kind: 'create', object: 'healthRule', values: { part, weight, target } }
      }),
    )
  },
})
