import { Type } from '@sinclair/typebox'
import type { Executor } from '../database.ts'
import { defineAction } from '../declare/action.ts'
import type { BeforeDelete, PrepareRecord } from '../declare/object.ts'
import { InvalidInputError, RuleError } from '../errors.ts'
import type { Reader } from '../query/reader.ts'
import { param, sql } from '../sql.ts'
import type { WriteRequest } from '../write/change.ts'
import { largestBatch } from '../write/writer.ts'

/** A department never comes to stand below itself: nobody would be above it any more, and its people would see in a circle. */
export const guardDepartment: PrepareRecord = async ({ reader, executor, id, values, before }) => {
  const { parent } = values
  if (typeof parent !== 'string' || parent === before?.parent) return values
  if (parent === id || (before !== null && (await isBelow(executor, reader, { department: parent, top: id }))))
    throw new RuleError('department_in_itself', { field: 'parent' })
  return values
}

/** A department goes only when nobody works in it and none stands below: rights follow it, and people would silently lose theirs. */
export const guardDepartmentDelete: BeforeDelete = async ({ reader, executor, id }) => {
  const ws = param(reader.workspaceId, 'uuid')
  const department = param(id, 'uuid')
  const [row] = await executor.query<{ people: number; departments: number }>(
    reader.workspaceId,
    sql`SELECT (SELECT count(*)::int FROM app_user u WHERE u.workspace_id = ${ws} AND u.department_id = ${department} AND u.deleted_at IS NULL) AS people,
      (SELECT count(*)::int FROM department d WHERE d.workspace_id = ${ws} AND d.parent_id = ${department} AND d.deleted_at IS NULL) AS departments`,
  )
  if (row && row.people + row.departments > 0) throw new RuleError('department_in_use', row)
}

async function isBelow(executor: Executor, reader: Reader, { department, top }: { department: string; top: string }): Promise<boolean> {
  const ws = param(reader.workspaceId, 'uuid')
  const found = await executor.query<{ found: number }>(
    reader.workspaceId,
    sql`WITH RECURSIVE above AS (
        SELECT d.id, d.parent_id FROM department d WHERE d.workspace_id = ${ws} AND d.id = ${param(department, 'uuid')}
        UNION SELECT d.id, d.parent_id FROM department d JOIN above a ON d.id = a.parent_id WHERE d.workspace_id = ${ws}
      ) SELECT 1 AS found FROM above WHERE id = ${param(top, 'uuid')} LIMIT 1`,
  )
  return found.length > 0
}

const uuid = Type.String({ format: 'uuid' })

/** Makes two departments one: people and the departments below go over, then the emptied one is deleted. One change, undone as one. */
export const mergeDepartment = defineAction({
  key: 'department.merge',
  label: { zh: '合并部门', en: 'Merge departments' },
  object: 'department',
  permission: { object: 'department', action: 'delete' },
  input: Type.Object({ from: uuid, into: uuid }),
  async run(context, { from, into }) {
    const { reader } = context
    if (from === into) throw new InvalidInputError('department_with_itself', { field: 'into' })
    const executor: Executor = { query: (_workspace, statement) => context.query(statement) }
    if (await isBelow(executor, reader, { department: into, top: from })) throw new RuleError('department_in_itself', { field: 'into' })
    const ws = param(reader.workspaceId, 'uuid')
    const people = await context.query<{ id: string }>(
      sql`SELECT id FROM app_user WHERE workspace_id = ${ws} AND department_id = ${param(from, 'uuid')} AND deleted_at IS NULL ORDER BY id`,
    )
    const below = await context.query<{ id: string }>(
      sql`SELECT id FROM department WHERE workspace_id = ${ws} AND parent_id = ${param(from, 'uuid')} AND deleted_at IS NULL ORDER BY id`,
    )
    const requests: WriteRequest[] = [
      ...people.map(({ id }) => ({ kind: 'update' as const, object: 'user', id, values: { department: into } })),
      ...below.map(({ id }) => ({ kind: 'update' as const, object: 'department', id, values: { parent: into } })),
    ]
    for (let at = 0; at < requests.length; at += largestBatch) await context.write(requests.slice(at, at + largestBatch))
    await context.write([{ kind: 'delete', object: 'department', id: from }])
    return { people: people.length, departments: below.length }
  },
})
