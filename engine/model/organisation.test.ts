import { expect, test } from 'vitest'
import { recordsOf, type TestWorkspace, testEngine } from '../../testing/workspace.ts'

const freshWorkspace = await testEngine({ background: true })

async function departmentOf({ admin }: TestWorkspace, id: string): Promise<unknown> {
  const page = await admin.list({ object: 'user', filter: { field: 'id', op: 'is', value: id }, fields: ['department'] })
  return (recordsOf(page)[0]?.department as { id: string } | null)?.id
}

test('a department cannot come to stand below itself', async () => {
  const { admin, department } = await freshWorkspace()
  const head = await department('总部')
  const east = await department('华东', '总部')
  const suzhou = await department('苏州', '华东')
  const move = (id: string, parent: string) => admin.write({ kind: 'update', object: 'department', id, values: { parent } })

  await expect(move(head, head)).rejects.toMatchObject({ code: 'department_in_itself', field: 'parent' })
  await expect(move(head, suzhou)).rejects.toMatchObject({ code: 'department_in_itself' })
  await move(suzhou, head)
  await move(east, suzhou)
})

test('a department that is used is not deleted, and says by how much', async () => {
  const { admin, department, user } = await freshWorkspace()
  const east = await department('华东')
  await department('苏州', '华东')
  await user('林若溪', { department: '华东' })

  const attempt = admin.write({ kind: 'delete', object: 'department', id: east })

  await expect(attempt).rejects.toMatchObject({ code: 'department_in_use', parameters: { people: 1, departments: 1 } })
})

test('a merged department leaves people and departments in the other one, and is taken back as one change', async () => {
  const workspace = await freshWorkspace()
  const { admin, department, user } = workspace
  const east = await department('华东')
  const suzhou = await department('苏州', '华东')
  const south = await department('华南')
  const lin = (await user('林若溪', { department: '华东' })).reader.principal.id

  const { changeId, result } = await admin.run('department.merge', { from: east, into: south })

  expect(result).toEqual({ people: 1, departments: 1 })
  expect(await departmentOf(workspace, lin)).toBe(south)
  await expect(admin.get({ object: 'department', id: east })).rejects.toMatchObject({ code: 'not_found' })
  await admin.undo(changeId)
  expect(await departmentOf(workspace, lin)).toBe(east)
  expect(JSON.parse((await admin.get({ object: 'department', id: suzhou })).record)).toMatchObject({ parent: { id: east } })
})

test('a department is not merged into one of its own, nor by somebody who may not delete it', async () => {
  const { admin, department, user } = await freshWorkspace()
  const east = await department('华东')
  const suzhou = await department('苏州', '华东')
  const rep = await user('周行')

  await expect(admin.run('department.merge', { from: east, into: suzhou })).rejects.toMatchObject({ code: 'department_in_itself' })
  await expect(rep.run('department.merge', { from: suzhou, into: east })).rejects.toMatchObject({ code: 'not_allowed' })
})

test('a department of another workspace is unknown to a merge', async () => {
  const { admin, department } = await freshWorkspace()
  const east = await department('华东')
  const other = await freshWorkspace()
  const theirs = await other.department('他处')

  await expect(admin.run('department.merge', { from: theirs, into: east })).rejects.toMatchObject({ code: 'not_found' })
  await other.user('王砚秋', { department: '他处' })
  await expect(other.admin.run('department.merge', { from: theirs, into: east })).rejects.toMatchObject({ code: 'reference_not_found' })
})

test('a role that somebody has stays; the last role that administers keeps its rights', async () => {
  const { admin, user } = await freshWorkspace()
  await user('林若溪', { role: '销售' })
  const role = async (name: string) => (await admin.list({ object: 'role', filter: { field: 'name', op: 'is', value: name } })).ids[0] ?? ''

  await expect(admin.write({ kind: 'delete', object: 'role', id: await role('销售') })).rejects.toMatchObject({
    code: 'role_in_use',
    parameters: { people: 1 },
  })
  await expect(
    admin.write({ kind: 'update', object: 'role', id: await role('管理员'), values: { administrator: false } }),
  ).rejects.toMatchObject({ code: 'last_administrator' })
  await admin.write({ kind: 'delete', object: 'role', id: await role('销售总监') })
})

test('a leaver hands over what they hold to a colleague, and all of it comes back with one undo once they are there again', async () => {
  const workspace = await freshWorkspace()
  const { admin, department, user, engine } = workspace
  const east = await department('华东')
  const lin = await user('林若溪', { department: '华东' })
  const zhou = (await user('周行', { department: '华东' })).reader.principal.id
  const leaver = lin.reader.principal.id
  await admin.write({ kind: 'update', object: 'department', id: east, values: { manager: leaver } })
  const { id: account } = await lin.write({ kind: 'create', object: 'account', values: { name: '同川医院' } })
  const { id: lead } = await lin.write({ kind: 'create', object: 'lead', values: { name: '明澈医院' } })
  const owner = async (object: string, id: string, key = 'owner') =>
    (JSON.parse((await admin.get({ object, id })).record) as Record<string, { id: string } | null>)[key]?.id

  const { result } = await admin.run('user.deactivate', {
    user: leaver,
    handOver: { to: zhou, holdings: ['account.owner', 'department.manager'] },
    left: ['lead.owner'],
  })
  const { job } = result as { job: string }

  await expect.poll(async () => (await engine.job(admin, job)).status, { timeout: 20_000 }).toBe('done')
  expect([await owner('account', account), await owner('department', east, 'manager')]).toEqual([zhou, zhou])
  expect(await owner('lead', lead)).toBe(leaver)
  await expect(workspace.again(lin)).rejects.toMatchObject({ code: 'principal_inactive' })

  // Nothing goes back to somebody who is not there.
  expect(await admin.undo(job)).toMatchObject({ restored: 0, kept: [{ reason: 'refused' }, { reason: 'refused' }] })
  await admin.write({ kind: 'update', object: 'user', id: leaver, values: { active: true } })
  await admin.undo(job)
  expect([await owner('account', account), await owner('department', east, 'manager')]).toEqual([leaver, leaver])
})

test('nothing is handed over to a leaver, of an unknown kind, or by somebody who is no administrator', async () => {
  const { admin, user } = await freshWorkspace()
  const lin = (await user('林若溪')).reader.principal.id
  const gone = (await user('周行')).reader.principal.id
  await admin.run('user.deactivate', { user: gone })
  const personnel = await user('人事', { grants: { user: { read: 'all', update: 'all' }, account: { read: 'all' } } })
  const handOver = (to: string, holdings = ['account.owner']) => ({ user: lin, handOver: { to, holdings } })

  await expect(admin.run('user.deactivate', handOver(gone))).rejects.toMatchObject({ code: 'successor_inactive', field: 'to' })
  await expect(admin.run('user.deactivate', handOver(lin))).rejects.toMatchObject({ code: 'successor_inactive' })
  await expect(admin.run('user.deactivate', handOver(gone, ['account.createdBy']))).rejects.toMatchObject({ code: 'invalid_value' })
  await expect(personnel.run('user.deactivate', handOver(gone))).rejects.toMatchObject({ code: 'administrators_only' })
  const stays = JSON.parse((await admin.get({ object: 'user', id: lin, fields: ['active'] })).record) as { active: boolean }
  expect(stays.active).toBe(true)
})
