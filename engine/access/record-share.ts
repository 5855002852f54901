import { field } from '../declare/field.ts'
import { defineObject, type PrepareRecord } from '../declare/object.ts'
import { InvalidInputError } from '../errors.ts'
import type { Reader } from '../query/reader.ts'
import type { Values } from '../write/change.ts'

export const shareLevels = ['read', 'edit'] as const
/** Whom a record can be shared with. */
const sharedWith = ['user', 'department', 'role'] as const

/**
 * A record made visible to somebody beyond what their roles reach: a share, perhaps until a moment; or, with a role in the team, membership in the
 * record's team, which may also reach what belongs to the record. It widens which records a role's right to see and to edit reaches, never what a role may do.
 */
export const recordShare = defineObject({
  key: 'recordShare',
  label: { zh: '共享', en: 'Share' },
  plural: { zh: '共享', en: 'Shares' },
  route: 'record-shares',
  area: 'platform',
  icon: 'share-2',
  title: 'level',
  internal: true,
  prepare: prepareShare,
  access: { by: 'record', field: 'record' },
  audited: true,
  fields: {
    record: field.anyReference({ label: { zh: '记录', en: 'Record' }, required: true, pointedWith: 'share' }),
    sharedWith: field.anyReference({ label: { zh: '共享给', en: 'Shared with' }, required: true }),
    below: field.boolean({ label: { zh: '含下级部门', en: 'Departments below too' }, required: true, default: false }),
    level: field.text({ label: { zh: '级别', en: 'Level' }, required: true, default: 'read', max: 10 }),
    teamRole: field.choice('team-role', { label: { zh: '团队角色', en: 'Role in the team' } }),
    // { "<object>": "read" | "edit" }: rights on records that point at this one.
    related: field.json({ label: { zh: '相关记录的权限', en: 'Rights on related records' } }),
    until: field.dateTime({ label: { zh: '截止', en: 'Until' } }),
    reason: field.text({ label: { zh: '原因', en: 'Reason' }, max: 200 }),
  },
  list: { columns: ['record', 'sharedWith', 'level', 'teamRole', 'until', 'reason'], sort: ['createdAt'] },
})

async function prepareShare({ reader, values, before }: Parameters<PrepareRecord>[0]): Promise<Values> {
  const record = values.record as { object: string; id: string } | null
  const receiver = values.sharedWith as { object: string; id: string } | null
  if (!record || !receiver) return values
  const shared = reader.model.objects.get(record.object)?.definition
  if (shared?.access.by !== 'owner') throw new InvalidInputError('not_shareable', { field: 'record' })
  if (before && String((before.record as { id: string }).id) !== record.id)
    throw new InvalidInputError('read_only_field', { field: 'record' })
  if (!(sharedWith as readonly string[]).includes(receiver.object)) throw new InvalidInputError('invalid_value', { field: 'sharedWith' })
  if (!(shareLevels as readonly unknown[]).includes(values.level)) throw new InvalidInputError('invalid_value', { field: 'level' })
  if (values.below === true && receiver.object !== 'department') throw new InvalidInputError('invalid_value', { field: 'below' })
  if (typeof values.until === 'string' && values.until !== before?.until && new Date(values.until) <= reader.clock.now())
    throw new InvalidInputError('until_in_the_past', { field: 'until' })
  if (values.teamRole && (receiver.object !== 'user' || !shared.team)) throw new InvalidInputError('no_team', { field: 'teamRole' })
  checkRelated(reader, values, shared.team ?? [])
  return values
}

function checkRelated(reader: Reader, { related, teamRole }: Values, reached: readonly string[]): void {
  if (related === null || related === undefined) return
  const isRights =
    typeof related === 'object' &&
    !Array.isArray(related) &&
    Object.entries(related).every(
      ([object, level]) =>
        reached.includes(object) && reader.model.objects.has(object) && (shareLevels as readonly unknown[]).includes(level),
    )
  if (!isRights || !teamRole) throw new InvalidInputError('invalid_value', { field: 'related' })
}
