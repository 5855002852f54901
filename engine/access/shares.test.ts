import { expect, test } from 'vitest'
import { recordsOf, testEngine } from '../../testing/workspace.ts'
import type { Context } from '../index.ts'

const freshWorkspace = await testEngine()

const titles = async (context: Context, object = 'account'): Promise<unknown[]> =>
  recordsOf(await context.list({ object, fields: ['name'], sort: ['name'] })).map(({ name }) => name)

async function twoReps() {
  const workspace = await freshWorkspace()
  const lin = await workspace.user('林若溪', { department: '华东' })
  const he = await workspace.user('何嘉树', { department: '华北' })
  const { id } = await lin.write({ kind: 'create', object: 'account', values: { name: '远山医疗' } })
  await lin.write({ kind: 'create', object: 'contact', values: { name: '沈一诺', account: id } })
  const stage = await workspace.stage('初步接触')
  await lin.write({
    kind: 'create',
    object: 'opportunity',
    values: { name: '影像设备', account: id, stage: stage.id, pipeline: stage.pipeline },
  })
  const share = (values: object, by = lin) =>
    by.write({ kind: 'create', object: 'recordShare', values: { record: { object: 'account', id }, ...values } })
  return { ...workspace, lin, he, id, share, toHe: { sharedWith: { object: 'user', id: he.reader.principal.id } } }
}

test('a shared record is seen in every way of reading until the share ends, by the clock alone', async () => {
  const { he: first, again, id, share, toHe, clock } = await twoReps()
  await first.write({ kind: 'create', object: 'account', values: { name: '何家的客户' } })
  const before = await titles(first)

  await share({ ...toHe, until: new Date(clock.now().getTime() + 3_600_000).toISOString(), reason: '共同拜访' })
  const he = await again(first)

  expect(before).toEqual(['何家的客户'])
  expect(await titles(he)).toEqual(['何家的客户', '远山医疗'])
  expect(await titles(he, 'contact')).toEqual(['沈一诺'])
  expect(await titles(he, 'opportunity')).toEqual([])
  expect(await he.count({ object: 'account' })).toEqual({ count: 2, exact: true })
  expect((await he.search({ text: '远山', limit: 5 })).map((hit) => hit.id)).toEqual([id])
  await expect(he.write({ kind: 'update', object: 'account', id, values: { level: 'a' } })).rejects.toMatchObject({
    code: 'record_not_yours',
  })

  clock.advance(3_600_000)

  expect(await titles(he)).toEqual(['何家的客户'])
  expect(await he.search({ text: '远山', limit: 5 })).toEqual([])
  await expect(he.get({ object: 'account', id })).rejects.toMatchObject({ code: 'not_found' })
})

test('a share to edit lets the record be changed, not given away, deleted or shared on', async () => {
  const { he: first, again, id, share, toHe } = await twoReps()
  await share({ ...toHe, level: 'edit' })
  const he = await again(first)

  await he.write({ kind: 'update', object: 'account', id, values: { level: 'a' } })

  const me = he.reader.principal.id
  await expect(he.write({ kind: 'update', object: 'account', id, values: { owner: me } })).rejects.toMatchObject({
    code: 'record_not_yours',
  })
  await expect(he.write({ kind: 'delete', object: 'account', id })).rejects.toMatchObject({ code: 'record_not_yours' })
  await expect(share(toHe, he)).rejects.toMatchObject({ code: 'reference_not_found', field: 'record' })
})

test('only whoever may share a record sees no more than its viewers do of its shares, and can take them back', async () => {
  const { admin, he: first, again, share, toHe, user } = await twoReps()
  const stranger = await user('路人', { department: '华南' })
  const { id } = await share(toHe)
  const he = await again(first)

  expect((await he.list({ object: 'recordShare' })).ids).toEqual([id])
  expect((await stranger.list({ object: 'recordShare' })).ids).toEqual([])
  await expect(he.write({ kind: 'update', object: 'recordShare', id, values: { level: 'edit' } })).rejects.toMatchObject({
    code: 'record_not_yours',
  })
  await admin.write({ kind: 'delete', object: 'recordShare', id })
  expect(await titles(he)).toEqual([])
})

test('a department, all below it, and a role are shared with as a whole', async () => {
  const { admin, again, department, user, id, share } = await twoReps()
  await department('总部')
  await department('华中', '总部')
  const wu = await again(await user('武汉', { department: '华中' }))
  const headquarters = { object: 'department', id: await department('总部') }
  const role = wu.reader.principal.roles[0]?.id ?? ''

  const above = await share({ sharedWith: headquarters })
  const withoutBelow = await titles(await again(wu))
  await admin.write({ kind: 'update', object: 'recordShare', id: above.id, values: { below: true } })
  const withBelow = await titles(await again(wu))
  await admin.write({ kind: 'delete', object: 'recordShare', id: above.id })
  await share({ sharedWith: { object: 'role', id: role } })

  expect(withoutBelow).toEqual([])
  expect(withBelow).toEqual(['远山医疗'])
  expect(await titles(await again(wu))).toEqual(['远山医疗'])
  expect(id).toBeTruthy()
})

test('a member of the team reaches what the team was given of the related records, and no more', async () => {
  const { he: first, again, share, toHe, lin } = await twoReps()
  const member = await share({ ...toHe, teamRole: 'pre-sales', related: { opportunity: 'read' } })
  const he = await again(first)
  const [opportunity = ''] = (await he.list({ object: 'opportunity' })).ids

  await expect(he.write({ kind: 'update', object: 'opportunity', id: opportunity, values: { name: '改名' } })).rejects.toMatchObject({
    code: 'record_not_yours',
  })
  await lin.write({ kind: 'update', object: 'recordShare', id: member.id, values: { related: { opportunity: 'edit' } } })
  await he.write({ kind: 'update', object: 'opportunity', id: opportunity, values: { name: '影像设备二期' } })

  expect(await titles(he, 'opportunity')).toEqual(['影像设备二期'])
  expect((await he.search({ text: '影像', limit: 5 })).map((hit) => hit.id)).toEqual([opportunity])
  await expect(share({ ...toHe, related: { opportunity: 'read' } })).rejects.toMatchObject({ field: 'related' })
  await expect(share({ ...toHe, teamRole: 'member', related: { product: 'edit' } })).rejects.toMatchObject({ field: 'related' })
})

test('who works for a second department shares its reach, and managers reach those who report to them', async () => {
  const { admin, again, department, user } = await freshWorkspace()
  const grants = { '*': { read: 'all' }, account: { create: 'own', read: 'teamAndBelow', update: 'own' } } as const
  const chen = await user('陈', { grants, department: '一部' })
  const zhou = await user('周', { grants, department: '二部' })
  const qian = await user('钱', { grants, department: '三部' })
  for (const [context, name] of [
    [chen, '陈的客户'],
    [zhou, '周的客户'],
    [qian, '钱的客户'],
  ] as const)
    await context.write({ kind: 'create', object: 'account', values: { name } })

  await admin.write({ kind: 'update', object: 'user', id: zhou.reader.principal.id, values: { departments: [await department('一部')] } })
  await admin.write({ kind: 'update', object: 'user', id: qian.reader.principal.id, values: { manager: zhou.reader.principal.id } })

  expect(await titles(await again(chen))).toEqual(['陈的客户', '周的客户'])
  expect(await titles(await again(zhou))).toEqual(['陈的客户', '钱的客户', '周的客户'])
  expect(await titles(await again(qian))).toEqual(['钱的客户'])
})

test('changes of rights stand in the audit log with what they changed', async () => {
  const { admin, he, share, toHe, lin } = await twoReps()
  const { id } = await share(toHe)
  await lin.write({ kind: 'delete', object: 'recordShare', id })
  await admin.write({ kind: 'update', object: 'user', id: he.reader.principal.id, values: { roles: [], phone: '010-88886666' } })

  const { rows } = await admin.snapshot(async (snapshot) => ({
    rows: await snapshot.query<{ kind: string; details: { changes: Record<string, unknown> } }>(admin.reader.workspaceId, {
      text: `SELECT kind, details FROM audit_log WHERE workspace_id = $1 AND object IN ('recordShare', 'user') ORDER BY at DESC, id DESC LIMIT 3`,
      values: [admin.reader.workspaceId],
    }),
  }))

  expect(rows.map(({ kind }) => kind).sort()).toEqual(['recordShare.create', 'recordShare.delete', 'user.update'])
  expect(Object.keys(rows.find(({ kind }) => kind === 'user.update')?.details.changes ?? {})).toEqual(['roles'])
})

test('an explanation names the share, and whom the record is visible to', async () => {
  const { admin, he: first, again, id, share, toHe, lin } = await twoReps()
  const denied = await admin.explain({ object: 'account', id }, first.reader)
  await share({ ...toHe, teamRole: 'member' })
  const he = await again(first)

  const allowed = await admin.explain({ object: 'account', id }, he.reader)

  expect(denied[0]).toMatchObject({ action: 'read', allowed: false, why: { zh: '可以查看的客户里没有这一条：这条记录由 林若溪 负责' } })
  expect(allowed.map(({ action, allowed: may }) => [action, may])).toEqual([
    ['read', true],
    ['update', false],
    ['delete', false],
    ['share', false],
    ['export', false],
  ])
  expect(allowed[0]?.why.zh).toBe('何嘉树 是团队成员（由 林若溪 加入）')
  expect((await lin.explain({ object: 'account', id })).find(({ action }) => action === 'share')?.allowed).toBe(true)
  expect(await he.visibleTo({ object: 'account', id })).toEqual([
    { by: 'owner', count: 1, names: ['林若溪'] },
    { by: 'team', count: 1, names: ['何嘉树'] },
    { by: 'all', count: 1, names: ['管理员'] },
  ])
})

test('a masked value is told one by one to whoever may ask, and the audit log knows', async () => {
  const { admin, user } = await freshWorkspace()
  const grants = { '*': { read: 'all' }, contact: { read: 'all', update: 'all' } } as const
  const asking = await user('可查看', { grants, readClasses: { 'personal-contact': 'unmask' } })
  const masked = await user('打码', { grants, readClasses: { 'personal-contact': 'mask' } })
  const reading = await user('只读', { grants, readClasses: { 'personal-contact': 'read' } })
  const { id } = await admin.write({ kind: 'create', object: 'contact', values: { name: '沈一诺', mobile: '13812341234' } })
  const query = { object: 'contact', id, field: 'mobile' }

  const shown = JSON.parse((await asking.get({ object: 'contact', id })).record) as { mobile: string }
  const told = await asking.unmask(query)

  expect(shown.mobile).not.toContain('13812341234')
  expect(String(told.value).replace(/\D/g, '')).toContain('13812341234')
  await expect(masked.unmask(query)).rejects.toMatchObject({ code: 'may_not_unmask' })
  await expect(asking.list({ object: 'contact', sort: ['mobile'] })).rejects.toMatchObject({ code: 'unknown_field' })
  await expect(asking.write({ kind: 'update', object: 'contact', id, values: { mobile: '13900000000' } })).rejects.toMatchObject({
    code: 'masked_field',
  })
  await expect(reading.write({ kind: 'update', object: 'contact', id, values: { mobile: '13900000000' } })).rejects.toMatchObject({
    code: 'field_read_only_for_you',
  })
  expect((await reading.list({ object: 'contact', filter: { field: 'mobile', op: 'startsWith', value: '138' } })).ids.length).toBeLessThan(
    2,
  )
  const rows = await admin.snapshot((snapshot) =>
    snapshot.query(admin.reader.workspaceId, {
      text: `SELECT principal_id, details FROM audit_log WHERE workspace_id = $1 AND kind = 'field.unmasked'`,
      values: [admin.reader.workspaceId],
    }),
  )
  expect(rows).toEqual([{ principal_id: asking.reader.principal.id, details: { field: 'mobile', record: { id, title: '沈一诺' } } }])
})

test('a record as it stood at a moment shows what it held, to whoever sees it now and as much as they see of it now', async () => {
  const { admin, clock, user } = await freshWorkspace()
  const grants = { '*': { read: 'all' }, account: { read: 'all' } } as const
  const masked = await user('打码', { grants, readClasses: { finance: 'mask' } })
  const stranger = await user('路人', { grants: { account: { read: 'own' } } })
  const instantNow = () => clock.now().toISOString()
  const before = instantNow()
  clock.advance(60_000)
  const values = { name: '远山医疗', level: 'c', bankName: '工商银行', owner: admin.reader.principal.id }
  const { id } = await admin.write({ kind: 'create', object: 'account', values })
  const first = instantNow()
  clock.advance(60_000)
  await admin.write({
    kind: 'update',
    object: 'account',
    id,
    values: { name: '远山医疗集团', bankName: '建设银行', owner: masked.reader.principal.id },
  })
  clock.advance(60_000)
  await admin.write({ kind: 'update', object: 'account', id, values: { name: '远山集团', level: 'a' } })
  const last = instantNow()
  clock.advance(60_000)
  await admin.write({ kind: 'delete', object: 'account', id })
  const gone = instantNow()
  clock.advance(60_000)
  await admin.write({ kind: 'restore', object: 'account', id })
  const asOf = (at: string, who = admin) => who.asOf({ object: 'account', id, at })

  expect(await asOf(before)).toMatchObject({ state: 'notYet', record: {}, last: null })
  expect(await asOf(first)).toMatchObject({
    state: 'there',
    record: { name: '远山医疗', level: 'c', bankName: '工商银行', owner: { id: admin.reader.principal.id, title: '管理员' } },
    last: { at: first, principal: { title: '管理员' } },
  })
  expect([...(await asOf(first)).changed].sort()).toEqual(['bankName', 'heldSince', 'level', 'name', 'owner'])
  expect(await asOf(last)).toMatchObject({ record: { name: '远山集团', owner: { title: '打码' } }, changed: [] })
  expect(await asOf(gone)).toMatchObject({ state: 'deleted', record: {} })
  const seen = await asOf(first, masked)
  expect(seen.record).toMatchObject({ name: '远山医疗' })
  expect(Object.keys(seen.record)).not.toContain('bankName')
  expect(seen.changed).not.toContain('bankName')
  expect(Object.keys(seen.record)).not.toContain('health')
  await expect(asOf(first, stranger)).rejects.toMatchObject({ code: 'not_found' })
  await expect(asOf('2999-01-01T00:00:00Z')).rejects.toMatchObject({ code: 'invalid_moment' })
})
