import type { TestPerson, TestWorkspace } from './workspace.ts'

const password = 'correct horse battery staple'
let count = 0

/** A colleague with a sign-in and one of the roles that a workspace begins with, or one of these rights. */
export async function addColleague(
  { client }: TestWorkspace,
  name: string,
  rights: string | Record<string, Record<string, string>>,
): Promise<TestPerson & { id: string }> {
  const role =
    typeof rights === 'string'
      ? (await client.records('roles').list({ filter: { field: 'name', op: 'is', value: rights } })).records[0]?.id
      : (await client.records('roles').create({ name: `${name} 的角色`, grants: rights })).id
  const email = `colleague${++count}@example.com`
  const { id } = await client.records('users').create({ name, email, roles: [role] })
  await client.call('POST', `/users/${id}/password`, { body: { password } })
  return { id, name, email, password }
}
