import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import {
  actionWords,
  type Context,
  type Granted,
  grantedBy,
  InvalidInputError,
  labelIn,
  levelBy,
  type ObjectModel,
  type RoleRights,
  scopeWords,
} from '../../engine/index.ts'
import { administratorAt, note } from './access.ts'
import { csvText } from './csv-text.ts'
import type { Services } from './services.ts'

const listedActions = ['read', 'create', 'update', 'delete', 'export', 'import', 'massUpdate', 'share'] as const
type Rights = Partial<Record<(typeof listedActions)[number], Granted>>
type Link = { id: string; title: string }
type Person = { id: string; name: string; active: boolean; department: Link | null; roles: Link[] | null }

const pageSize = 200

/** The access control list: who may do what, asked from either side. For administrators alone. */
export function accessListRoutes(services: Services): FastifyPluginAsyncTypebox {
  const key = Type.String({ maxLength: 100 })
  const paged = { q: Type.Optional(Type.String({ maxLength: 100 })), cursor: Type.Optional(Type.String({ maxLength: 4_000 })) }

  return async (app) => {
    app.get(
      '/access/list/objects/:object',
      { schema: { params: Type.Object({ object: key }), querystring: Type.Object(paged) } },
      async (request) => {
        const context = await administratorAt(services, request)
        const { definition } = context.reader.object(request.params.object)
        const roles = await rolesOf(context)
        const counts = await peopleByRole(context)
        const granting = roles.filter((role) => Object.keys(rightsOn([role], definition.key)).length > 0)
        const { people, next } = await peopleWith(context, granting, request.query)
        return {
          roles: granting.map((role) => ({
            id: role.id,
            name: role.name,
            administrator: role.administrator,
            people: counts.get(role.id) ?? 0,
            rights: rightsOn([role], definition.key),
          })),
          people: people.map((person) => ({ ...person, rights: rightsOn(theirs(roles, person), definition.key) })),
          next,
        }
      },
    )

    app.get('/access/list/users/:id', { schema: { params: Type.Object({ id: key }) } }, async (request) => {
      const context = await administratorAt(services, request)
      return userRights(context, request.params.id)
    })

    const csv = Type.Object({ object: Type.Optional(key), user: Type.Optional(key) }, { additionalProperties: false })
    app.get('/access/list.csv', { schema: { querystring: csv } }, async (request, reply) => {
      const context = await administratorAt(services, request)
      const { object, user } = request.query
      if ((object === undefined) === (user === undefined)) throw new InvalidInputError('object_or_user', { field: 'object' })
      const rows = object === undefined ? await userRows(context, user ?? '') : await objectRows(context, object)
      await note(context, 'access_list.exported', { object: object ?? null, user: user ?? null, rows: rows.length - 1 })
      reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="access-list.csv"')
      return reply.send(csvText(rows))
    })
  }
}

function rightsOn(roles: readonly RoleRights[], object: string): Rights {
  const rights: Rights = {}
  for (const action of listedActions) {
    const granted = grantedBy(roles, object, action)
    if (granted) rights[action] = granted
  }
  return rights
}

function theirs(roles: readonly RoleRights[], person: Person): RoleRights[] {
  return roles.filter((role) => person.roles?.some(({ id }) => id === role.id))
}

async function rolesOf(context: Context): Promise<RoleRights[]> {
  const { records } = await context.list({
    object: 'role',
    fields: ['name', 'administrator', 'grants', 'readClasses'],
    sort: ['createdAt'],
    limit: 500,
  })
  return JSON.parse(records) as RoleRights[]
}

async function peopleByRole(context: Context): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for await (const page of pagesOf(context, { field: 'active', op: 'is', value: true }))
    for (const { roles } of page) for (const { id } of roles ?? []) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

type Condition = { field: string; op: 'is' | 'in' | 'contains'; value: unknown }
const personFields = ['name', 'active', 'department', 'roles']

async function* pagesOf(context: Context, ...conditions: Condition[]): AsyncGenerator<Person[]> {
  let cursor: string | undefined
  do {
    const filter = { all: conditions }
    const page = await context.list({ object: 'user', filter, fields: personFields, sort: ['name'], limit: 500, cursor })
    yield (JSON.parse(page.records) as Person[]).map(bare)
    cursor = page.next ?? undefined
  } while (cursor)
}

function bare({ id, name, active, department, roles }: Person): Person {
  return { id, name, active, department: department ?? null, roles: roles ?? [] }
}

async function peopleWith(context: Context, granting: readonly RoleRights[], { q, cursor }: { q?: string; cursor?: string }) {
  const conditions: Condition[] = [
    { field: 'active', op: 'is', value: true },
    { field: 'roles', op: 'in', value: granting.map(({ id }) => id) },
    ...(q?.trim() ? [{ field: 'name', op: 'contains' as const, value: q.trim() }] : []),
  ]
  const page = await context.list({
    object: 'user',
    filter: { all: conditions },
    fields: personFields,
    sort: ['name'],
    limit: pageSize,
    cursor,
  })
  return { people: (JSON.parse(page.records) as Person[]).map(bare), next: page.next }
}

async function userRights(context: Context, id: string) {
  const person = bare(JSON.parse((await context.get({ object: 'user', id, fields: personFields })).record) as Person)
  const roles = theirs(await rolesOf(context), person)
  const objects = [...context.reader.objects()].map(({ definition }) => ({
    key: definition.key,
    rights: person.active ? rightsOn(roles, definition.key) : {},
  }))
  const classes = readClassesOf(context.reader.objects()).map((readClass) => ({ key: readClass, level: levelBy(roles, readClass) }))
  return { user: person, administrator: roles.some(({ administrator }) => administrator), objects, classes }
}

function readClassesOf(objects: Iterable<ObjectModel>): string[] {
  const found = new Set<string>()
  for (const { fields } of objects)
    for (const field of fields.values()) if (field.readClass && field.readClass !== 'general') found.add(field.readClass)
  return [...found]
}

const head = {
  object: { zh: '对象', en: 'Object' },
  user: { zh: '用户', en: 'User' },
  department: { zh: '部门', en: 'Department' },
  action: { zh: '动作', en: 'Action' },
  scope: { zh: '范围', en: 'Scope' },
  roles: { zh: '来自角色', en: 'By role' },
} as const

function rowsOf(context: Context, lines: Iterable<{ model: ObjectModel; person: Person; rights: Rights }>): string[][] {
  const { locale } = context.reader.principal
  const rows: string[][] = []
  for (const { model, person, rights } of lines)
    for (const action of listedActions) {
      const granted = rights[action]
      if (!granted) continue
      rows.push([
        labelIn(model.definition.plural, locale),
        person.name,
        person.department?.title ?? '',
        labelIn(actionWords[action] ?? { zh: action, en: action }, locale),
        labelIn(scopeWords[granted.scope], locale),
        granted.roles.join(locale === 'en' ? ', ' : '、'),
      ])
    }
  return [Object.values(head).map((label) => labelIn(label, locale)), ...rows]
}

async function userRows(context: Context, id: string): Promise<string[][]> {
  const { user, objects } = await userRights(context, id)
  return rowsOf(
    context,
    objects.map(({ key, rights }) => ({ model: context.reader.object(key), person: user, rights })),
  )
}

async function objectRows(context: Context, object: string): Promise<string[][]> {
  const model = context.reader.object(object)
  const roles = await rolesOf(context)
  const lines: { model: ObjectModel; person: Person; rights: Rights }[] = []
  for await (const page of pagesOf(context, { field: 'active', op: 'is', value: true }))
    for (const person of page) lines.push({ model, person, rights: rightsOn(theirs(roles, person), object) })
  return rowsOf(context, lines)
}
