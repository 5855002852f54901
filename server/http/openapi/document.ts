import { type ActionDefinition, type FieldDefinition, type Locale, labelIn, type ObjectDefinition } from '../../../engine/index.ts'
import { calendarPaths } from './calendar-paths.ts'
import { commonSchemas } from './common.ts'
import { delegationPaths } from './delegation-paths.ts'
import { duplicatePaths } from './duplicate-paths.ts'
import { exportPaths } from './export-paths.ts'
import { type FieldLanguage, readSchema, type Schema, typeName, writeSchema } from './fields.ts'
import { fixedPaths } from './fixed-paths.ts'
import { importPaths } from './import-paths.ts'
import { importProjectPaths } from './import-project-paths.ts'
import { notificationPaths } from './notification-paths.ts'
import { operation } from './operation.ts'
import { passkeyPaths } from './passkey-paths.ts'
import { peoplePaths } from './people-paths.ts'
import { poolPaths } from './pool-paths.ts'
import { recordPaths } from './record-paths.ts'
import { relationGraphPaths } from './relation-graph-paths.ts'
import { signInPaths } from './sign-in-paths.ts'
import { transferPaths } from './transfer-paths.ts'

export type DescribedObject = { definition: ObjectDefinition; fields: ReadonlyMap<string, FieldDefinition> }
export type Described = {
  objects: readonly DescribedObject[]
  actions: readonly ActionDefinition[]
  choices: (list: string) => readonly string[]
  locale: Locale
  version: string
  serverUrl: string
}

/** The whole API of one workspace, custom fields included, as OpenAPI 3.1. */
export function openApiDocument(described: Described): Schema {
  const language: FieldLanguage = { locale: described.locale, choices: described.choices }
  const schemas: Record<string, Schema> = { ...commonSchemas }
  const paths: Record<string, Schema> = {
    ...fixedPaths,
    ...duplicatePaths,
    ...exportPaths,
    ...importPaths,
    ...importProjectPaths,
    ...notificationPaths,
    ...calendarPaths,
    ...signInPaths,
    ...peoplePaths,
    ...poolPaths,
    ...relationGraphPaths,
    ...transferPaths,
    ...delegationPaths,
    ...passkeyPaths,
  }
  for (const object of described.objects) {
    Object.assign(schemas, objectSchemas(object, language))
    for (const [path, item] of Object.entries(recordPaths(object, described.locale))) paths[path] = { ...item, ...(paths[path] ?? {}) }
  }
  for (const action of described.actions) paths[`/api/v1/actions/${action.key}`] = actionPath(action, described.locale)

  return {
    openapi: '3.1.0',
    info: {
      title: 'Guanxi',
      version: described.version,
      description: 'Customer relationship management. Refusals are RFC 9457 problem documents in the language of Accept-Language.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: described.serverUrl }],
    security: [{ token: [] }, { session: [] }],
    tags: [
      ...described.objects.map(({ definition }) => ({ name: definition.key, description: labelIn(definition.plural, described.locale) })),
      { name: 'actions' },
      { name: 'imports' },
      { name: 'exports' },
      { name: 'notifications' },
      { name: 'duplicates' },
      { name: 'workspace' },
      { name: 'session' },
      { name: 'access' },
      { name: 'pools' },
    ],
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Made by `guanxi token create`' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'guanxi.session_token',
          description: 'Requests other than GET also carry the header X-Guanxi: 1',
        },
      },
    },
  }
}

function objectSchemas({ definition, fields }: DescribedObject, language: FieldLanguage): Record<string, Schema> {
  const name = typeName(definition.key)
  const read: Record<string, Schema> = {}
  const write: Record<string, Schema> = {}
  const demanded: string[] = []
  for (const [key, field] of fields) {
    read[key] = readSchema(field, language)
    const written = writeSchema(field, language)
    if (!written) continue
    write[key] = written
    if (field.required && field.default === undefined) demanded.push(key)
  }
  return {
    [name]: {
      type: 'object',
      description: labelIn(definition.label, language.locale),
      properties: {
        id: { type: 'string', format: 'uuid' },
        revision: { type: 'integer', description: 'Grows by one with each change' },
        ...read,
        masked: { type: 'array', items: { type: 'string' }, description: 'Fields that this reader sees masked' },
      },
      required: ['id', 'revision'],
    },
    [`New${name}`]: {
      type: 'object',
      properties: write,
      additionalProperties: false,
      ...(demanded.length > 0 ? { required: demanded } : {}),
    },
    [`${name}Changes`]: {
      type: 'object',
      properties: { ...write, revision: { type: 'integer', description: 'As If-Match: refuses the change when the record has moved on' } },
      additionalProperties: false,
    },
  }
}

function actionPath(action: ActionDefinition, locale: Locale): Schema {
  return {
    post: operation({
      id: `run_${action.key.replaceAll('.', '_')}`,
      tag: 'actions',
      summary: labelIn(action.label, locale),
      body: { ...action.input } as Schema,
      answer: {
        type: 'object',
        properties: { result: {}, changeId: { type: ['string', 'null'], format: 'uuid' } },
        required: ['result', 'changeId'],
      },
      writes: true,
    }),
  }
}
