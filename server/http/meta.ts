import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { englishRegionName } from '../../crm/index.ts'
import {
  type Context,
  compileFilter,
  type FieldDefinition,
  type FieldLevel,
  type Filter,
  GuanxiError,
  isMasked,
  levelFor,
  type ObjectModel,
  scopeFor,
  systemFields,
  usableSigns,
} from '../../engine/index.ts'
import { callerOf } from './caller.ts'
import { meOf } from './me.ts'
import { sendJson } from './record-reads.ts'
import { contextOf, type Services } from './services.ts'

const actions = ['create', 'read', 'update', 'delete', 'export', 'import', 'massUpdate', 'share', 'privacy'] as const
const unsortable = new Set(['longText', 'richText', 'address', 'json', 'references', 'multiChoice', 'secret'])
const unfilterable = new Set(['address', 'json', 'secret'])

/** What the web app is drawn from: the declarations, as far as this reader may see them. */
export function metaRoutes(services: Services): FastifyPluginAsyncTypebox {
  let regions: { text: string; tag: string } | undefined

  return async (app) => {
    app.get('/meta', async (request, reply) => {
      const context = await contextOf(request, services)
      const { viewing } = callerOf(request)
      const told = await metaOf(context, services)
      const { text, tag } = tagged(viewing ? { ...told, viewing: { until: viewing.until, viewer: viewing.viewer } } : told)
      reply.header('etag', tag).header('cache-control', 'private, no-cache')
      if (request.headers['if-none-match'] === tag) return reply.code(304).send()
      return sendJson(reply, text)
    })

    app.get('/regions', (request, reply) => {
      // Three thousand names in two languages: made when they are first asked for, not while the server starts.
      regions ??= tagged(services.regions.map(({ code, name }) => ({ code, name, nameEn: englishRegionName(name) })))
      reply.header('etag', regions.tag).header('cache-control', 'private, max-age=86400')
      if (request.headers['if-none-match'] === regions.tag) return reply.code(304).send()
      return sendJson(reply, regions.text)
    })
  }
}

function tagged(told: unknown): { text: string; tag: string } {
  const text = JSON.stringify(told)
  return { text, tag: `"${createHash('sha1').update(text).digest('base64url')}"` }
}

async function metaOf(context: Context, services: Services) {
  const { principal, model } = context.reader
  const readable = [...model.objects.values()].filter(({ definition }) => scopeFor(principal, definition.key, 'read'))
  return {
    workspace: model.workspace,
    me: await meOf(context, services),
    objects: readable.map((object) => objectMeta(context, object)),
    choices: Object.fromEntries(model.choices),
    actions: [...services.engine.registry.actions.values()]
      .filter(({ permission }) => permission === 'judged' || scopeFor(principal, permission.object, permission.action))
      .map(({ key, label, object, input }) => ({ key, label, object, input })),
    areas: services.areas,
    version: services.version,
  }
}

/** A field of the rule may be hidden from this reader, or gone since: then their own are those they own. */
function mayFilterBy({ reader }: Context, object: string, filter: Filter): boolean {
  try {
    compileFilter(reader, object, filter, 't')
    return true
  } catch (error) {
    if (error instanceof GuanxiError) return false
    throw error
  }
}

function objectMeta(context: Context, { definition, fields, mine }: ObjectModel) {
  const { principal } = context.reader
  const shown = [...fields].filter(([key, field]) => levelFor(principal, field.readClass) !== 'hide' && key !== 'deletedAt')
  const keys = new Set(shown.map(([key]) => key))
  const visible = (list: readonly string[]) => list.filter((key) => keys.has(key.replace(/^-/, '')) || key === 'id')
  const custom = shown.filter(([, field]) => field.custom).map(([key]) => key)
  const sections = definition.page.sections.map(({ label, fields: listed, copied }) => ({
    label,
    fields: visible(listed),
    ...(copied ? { copied: copied.map((line) => ({ label: line.label, fields: visible(line.fields) })) } : {}),
  }))
  return {
    key: definition.key,
    label: definition.label,
    plural: definition.plural,
    route: definition.route,
    area: definition.area,
    icon: definition.icon,
    title: definition.title,
    internal: definition.internal === true,
    fields: shown.map(([key, field]) => fieldMeta(key, field, levelFor(principal, field.readClass))),
    list: { columns: visible(definition.list.columns), sort: visible(definition.list.sort), totals: visible(definition.list.totals ?? []) },
    page: {
      facts: visible(definition.page.facts),
      sections: custom.length > 0 ? [...sections, { label: { zh: '自定义字段', en: 'Custom fields' }, fields: custom }] : sections,
    },
    ...(definition.person ? { person: definition.person } : {}),
    ...(definition.tree && keys.has(definition.tree.parent) ? { tree: definition.tree } : {}),
    ...(definition.board && keys.has(definition.board.groupBy) ? { board: definition.board } : {}),
    ...(mine && mayFilterBy(context, definition.key, mine) ? { mine } : {}),
    timeline: definition.timeline !== undefined,
    poolable: definition.poolable !== undefined,
    ...duplicatesMeta(context, definition),
    card: definition.card !== undefined,
    ...(definition.team ? { team: definition.team.filter((key) => scopeFor(principal, key, 'read') !== null) } : {}),
    may: Object.fromEntries(actions.map((action) => [action, scopeFor(principal, definition.key, action) !== null])),
  }
}

/** By what a record is known again, as far as this reader may use it; the rules for those who enter records. */
function duplicatesMeta({ reader }: Context, definition: ObjectModel['definition']) {
  const policy = reader.model.duplicates.get(definition.key)
  if (!policy) return {}
  const signs = usableSigns(reader, definition)
  return {
    duplicates: signs.map(({ key, label, fields, within }) => ({ key, label, fields: within ? [...fields, within] : fields })),
    duplicatePolicy: policy,
  }
}

function fieldMeta(key: string, field: FieldDefinition, level: FieldLevel) {
  const masked = isMasked(level)
  const isDerived = field.kind === 'autoNumber' || field.kind === 'formula'
  return {
    key,
    kind: field.kind,
    label: field.label,
    ...(field.help ? { help: field.help } : {}),
    required: field.required === true,
    readOnly: field.readOnly === true || isDerived || key in systemFields || level !== 'see',
    unique: field.unique === true,
    searched: Boolean(field.searched),
    sortable: !masked && !unsortable.has(field.kind) && (field.custom ? field.custom.sortable : true),
    filterable: !masked && !unfilterable.has(field.kind),
    custom: field.custom !== undefined,
    ...(masked ? { masked } : {}),
    ...(level === 'unmask' ? { unmask: true } : {}),
    ...pick(field, [
      'list',
      'to',
      'min',
      'max',
      'decimals',
      'plain',
      'default',
      'prefix',
      'digits',
      'result',
      'shown',
      'readClass',
      'format',
    ]),
  }
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  const picked: Partial<Pick<T, K>> = {}
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key]
  return picked
}
