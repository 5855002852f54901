import type { Schema } from './fields.ts'
import { inPath, operation, query, uuid } from './operation.ts'

const string: Schema = { type: 'string' }
const boolean: Schema = { type: 'boolean' }
const whole: Schema = { type: 'integer' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties, required: Object.keys(properties) })
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
const instant: Schema = { type: 'string', format: 'date-time' }
const link = object({ id: uuid, title: string })
const label = object({ zh: string, en: string })
const id = inPath('id')
const named = { label, plural: label, icon: string, columns: list(string) }

const person = { id: uuid, name: string, active: boolean, department: nullable(link), roles: list(link) }
const rights: Schema = {
  type: 'object',
  description: 'By action: the widest scope, and the roles it comes from',
  additionalProperties: object({ scope: { type: 'string', enum: ['own', 'team', 'teamAndBelow', 'all'] }, roles: list(string) }),
}

/** Who is here and who may do what: for administrators. */
export const peoplePaths: Readonly<Record<string, Schema>> = {
  '/api/v1/access/people': {
    get: operation({
      id: 'list_sign_ins',
      tag: 'access',
      summary: 'Who can sign in, and when they were last here, exact to five minutes (administrators)',
      answer: object({ people: list(object({ userId: uuid, lastSeenAt: nullable(instant), secondFactor: boolean })) }),
    }),
  },
  '/api/v1/access/users/{id}/holdings': {
    get: operation({
      id: 'get_user_holdings',
      tag: 'access',
      summary: 'What a user owns and leads, by object: what a leaver hands over with the action user.deactivate (administrators)',
      parameters: [id],
      answer: object({
        holdings: list(
          object({
            key: string,
            object: string,
            field: string,
            plural: label,
            label,
            internal: boolean,
            closed: boolean,
            demanded: boolean,
            count: whole,
          }),
        ),
      }),
    }),
  },
  '/api/v1/access/objects': {
    get: operation({
      id: 'list_registered_objects',
      tag: 'access',
      summary:
        'Every object that rights apply to: names, fields, records, numbering and what it does; objectSettings renames it (administrators)',
      answer: object({
        objects: list({
          ...object({
            key: string,
            route: string,
            area: string,
            ...named,
            declared: object(named),
            internal: boolean,
            configuration: boolean,
          }),
          additionalProperties: true,
        }),
      }),
    }),
  },
  '/api/v1/me/administrators': {
    get: operation({
      id: 'list_my_administrators',
      tag: 'access',
      summary: 'Whom I may ask for a right: at most five administrators',
      answer: object({ administrators: list(object({ id: uuid, name: string, email: nullable(string) })) }),
    }),
  },
  '/api/v1/me/first-steps': {
    get: operation({
      id: 'list_my_first_steps',
      tag: 'access',
      summary: 'What somebody new does first, as far as I may, and what of it the records show as done',
      answer: object({ steps: list(object({ key: string, done: boolean })) }),
    }),
  },
  '/api/v1/access/list/objects/{object}': {
    get: operation({
      id: 'list_access_to_object',
      tag: 'access',
      summary: 'Which roles and people may do what with the records of an object (administrators)',
      parameters: [
        inPath('object', string),
        query('q', string, 'Part of a name'),
        query('cursor', string, 'From the `next` of the page before'),
      ],
      answer: object({
        roles: list(object({ id: uuid, name: string, administrator: boolean, people: whole, rights })),
        people: list(object({ ...person, rights })),
        next: nullable(string),
      }),
    }),
  },
  '/api/v1/access/list/users/{id}': {
    get: operation({
      id: 'list_access_of_user',
      tag: 'access',
      summary: 'What a user may do with each object, and by which role (administrators)',
      parameters: [id],
      answer: object({
        user: object(person),
        administrator: boolean,
        objects: list(object({ key: string, rights })),
        classes: list(object({ key: string, level: { type: 'string', enum: ['see', 'read', 'unmask', 'mask', 'hide'] } })),
      }),
    }),
  },
  '/api/v1/access/list.csv': {
    get: operation({
      id: 'export_access_list',
      tag: 'access',
      summary: 'The access control list of an object or of a user as CSV, noted in the audit log (administrators)',
      parameters: [query('object', string, 'Key of an object'), query('user', uuid, 'Id of a user')],
      answer: string,
      answerType: 'text/csv',
    }),
  },
  '/api/v1/audit.csv': {
    get: operation({
      id: 'export_audit',
      tag: 'access',
      summary: 'The audit log as CSV by kind, person and dates, noted in the audit log (administrators)',
      parameters: [],
      answer: string,
      answerType: 'text/csv',
    }),
  },
  '/api/v1/access/view-as': {
    post: operation({
      id: 'view_as',
      tag: 'access',
      summary: 'Look on as somebody else, reading alone, for a while (administrators)',
      body: object({ user: uuid, minutes: { type: 'integer', minimum: 1, maximum: 60 } }),
      answer: object({ until: { type: 'string', format: 'date-time' } }),
    }),
    delete: operation({ id: 'end_view_as', tag: 'access', summary: 'Ends looking on' }),
  },
}
