import type { Context } from '../../engine/index.ts'
import { personName } from './names.ts'
import { randomFrom } from './random.ts'
import { seed, userCount, usersPerRegion } from './scale.ts'

/** The people of a workspace: who owns records, and who manages whom. */
export type Directory = { readonly owners: readonly string[]; readonly managers: readonly { id: string; below: readonly string[] }[] }

const regionNames = ['华东区', '华南区', '华北区', '华中区', '西南区', '西北区']
const teamsPerRegion = 5

/** Departments of two levels with their people: six regions of fifty, a manager at the head of each. Through the write path, as a person would. */
export async function createDirectory(context: Context, users = userCount): Promise<Directory> {
  const random = randomFrom(seed, 1)
  const role = async (name: string): Promise<string> => {
    const { ids } = await context.list({ object: 'role', filter: { field: 'name', op: 'is', value: name }, limit: 1 })
    if (!ids[0]) throw new Error(`No role is called ${name}`)
    return ids[0]
  }
  const [director, rep] = [await role('销售总监'), await role('销售')]
  const create = async (object: string, rows: readonly Record<string, unknown>[]): Promise<string[]> => {
    const { results } = await context.bulk(rows.map((values) => ({ kind: 'create' as const, object, values })))
    return results.map((result) => {
      if ('error' in result) throw result.error
      return result.id
    })
  }
  const [head] = await create('department', [{ name: '销售中心' }])
  const regionCount = Math.max(1, Math.round(users / usersPerRegion))
  const regions = await create(
    'department',
    regionNames.slice(0, regionCount).map((name) => ({ name, parent: head })),
  )
  const teams = await create(
    'department',
    regions.flatMap((parent, region) =>
      Array.from({ length: teamsPerRegion }, (_, team) => ({ name: `${regionNames[region]}${team + 1}组`, parent })),
    ),
  )
  const perRegion = Math.floor(users / regionCount)
  const people = regions.flatMap((region, index) =>
    Array.from({ length: perRegion }, (_, place) => ({
      name: personName(random),
      department: place === 0 ? region : teams[index * teamsPerRegion + (place % teamsPerRegion)],
      roles: [place === 0 ? director : rep],
      position: place === 0 ? 'director' : 'sales',
    })),
  )
  const owners = await create('user', people)
  const managers = regions.map((_, index) => {
    const below = owners.slice(index * perRegion, (index + 1) * perRegion)
    return { id: below[0] ?? '', below }
  })
  return { owners, managers }
}
