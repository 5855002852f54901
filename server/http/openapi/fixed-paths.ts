import { ref, type Schema } from './fields.ts'
import { inPath, operation, query, uuid } from './operation.ts'

const string: Schema = { type: 'string' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Record<string, Schema>, required: readonly string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
})
const free: Schema = { type: 'object', additionalProperties: true }
const me = object({ me: ref('Me') })
const workspace = object({ id: uuid, name: string })
const id = inPath('id')

/** Routes that belong to no single object. */
export const fixedPaths: Readonly<Record<string, Schema>> = {
  '/api/openapi.json': { get: operation({ id: 'describe', tag: 'workspace', summary: 'This document', answer: free }) },
  '/api/v1/meta': {
    get: operation({ id: 'meta', tag: 'workspace', summary: 'Workspace, reader, objects, choices and actions', answer: free }),
  },
  '/api/v1/regions': {
    get: operation({
      id: 'regions',
      tag: 'workspace',
      summary: 'Administrative regions (GB/T 2260)',
      answer: list(object({ code: string, name: string })),
    }),
  },
  '/api/v1/search': {
    get: operation({
      id: 'search',
      tag: 'workspace',
      summary: 'Find by words, pinyin, initials, numbers',
      parameters: [
        { ...query('q', string, 'What to find', 'gzmt'), required: true },
        query('objects', string, 'Object keys, parted by commas'),
        query('limit', { type: 'integer', minimum: 1, maximum: 100 }, 'At most so many'),
        query('details', { type: 'boolean' }, 'Say beside each title what kind of record it is'),
      ],
      answer: object({
        results: list(
          object({ object: string, id: uuid, title: string, subtitle: { type: ['string', 'null'] }, match: string }, [
            'object',
            'id',
            'title',
          ]),
        ),
        tookMs: { type: 'number' },
      }),
    }),
  },
  '/api/v1/changes/{changeId}/undo': {
    post: operation({
      id: 'undo',
      tag: 'workspace',
      summary: 'Take a change back as far as it still stands',
      parameters: [inPath('changeId')],
      answer: ref('UndoResult'),
    }),
  },
  '/api/v1/jobs': {
    get: operation({
      id: 'list_jobs',
      tag: 'workspace',
      summary: 'Work in the background, the newest first',
      parameters: [
        query('limit', { type: 'integer', minimum: 1, maximum: 100 }, 'At most so many'),
        query('cursor', string, '`next` of the page before'),
      ],
      answer: object({ jobs: list(ref('Job')), next: { type: ['string', 'null'] } }),
    }),
  },
  '/api/v1/sample-data': {
    post: operation({
      id: 'load_sample_data',
      tag: 'workspace',
      summary: 'Fill a workspace without customers with a demo company, in the background; for administrators',
      answer: object({ job: object({ id: string }) }),
    }),
  },
  '/api/v1/jobs/{id}': { get: operation({ id: 'get_job', tag: 'workspace', summary: 'One job', parameters: [id], answer: ref('Job') }) },
  '/api/v1/jobs/{id}/cancel': {
    post: operation({
      id: 'cancel_job',
      tag: 'workspace',
      summary: 'Stop a job after the records under way',
      parameters: [id],
      answer: ref('Job'),
    }),
  },
  '/api/v1/files': {
    post: operation({
      id: 'upload_file',
      tag: 'file',
      summary: 'Store a file, attached to a record if one is named',
      body: object({ object: string, recordId: uuid, file: { type: 'string', contentMediaType: 'application/octet-stream' } }, ['file']),
      bodyType: 'multipart/form-data',
      answer: ref('Written'),
      status: 201,
    }),
  },
  '/api/v1/files/{id}/content': {
    get: operation({
      id: 'file_content',
      tag: 'file',
      summary: 'The bytes of a file',
      parameters: [id, query('download', { type: 'integer', enum: [0, 1] }, '1: always as a download')],
      answer: { type: 'string', contentMediaType: 'application/octet-stream' },
      answerType: '*/*',
    }),
  },
  '/api/v1/live': {
    get: operation({
      id: 'live',
      tag: 'workspace',
      summary:
        'Server-sent events: hello, record, list, job, notifications, meta. Reads that carry X-Live-Connection with the id of hello are watched.',
      answer: string,
      answerType: 'text/event-stream',
    }),
  },
  '/api/v1/me': {
    patch: operation({
      id: 'update_me',
      tag: 'session',
      summary: 'My language, theme, density, time zone and settings',
      body: free,
      answer: me,
    }),
  },
  '/api/v1/me/password': {
    post: operation({
      id: 'change_my_password',
      tag: 'session',
      summary: 'Change my password',
      body: object({ current: string, password: string }),
      status: 204,
    }),
  },
  '/api/v1/users/{id}/password': {
    post: operation({
      id: 'set_user_password',
      tag: 'session',
      summary: 'Give a user a password, and with it a sign-in (administrators)',
      parameters: [id],
      body: object({ password: string }),
      status: 204,
    }),
  },
  '/api/v1/setup': {
    get: operation({
      id: 'set_up_needed',
      tag: 'session',
      summary: 'Is there no workspace yet',
      isPublic: true,
      answer: object({ needed: { type: 'boolean' } }),
    }),
    post: operation({
      id: 'set_up',
      tag: 'session',
      summary: 'Make the first workspace and its administrator',
      isPublic: true,
      body: object({
        workspaceName: string,
        currency: string,
        locale: string,
        timeZone: string,
        name: string,
        email: string,
        password: string,
      }),
      answer: me,
      status: 201,
    }),
  },
  '/api/v1/sign-out': { post: operation({ id: 'sign_out', tag: 'session', summary: 'Sign out', isPublic: true, status: 204 }) },
  '/api/v1/session': {
    get: operation({
      id: 'session',
      tag: 'session',
      summary: 'Am I signed in, and where may I work',
      isPublic: true,
      answer: object({ signedIn: { type: 'boolean' }, workspace, workspaces: list(workspace), mayCreateWorkspace: { type: 'boolean' } }, [
        'signedIn',
        'workspaces',
        'mayCreateWorkspace',
      ]),
    }),
  },
  '/api/v1/session/workspace': {
    post: operation({
      id: 'choose_workspace',
      tag: 'session',
      summary: 'Work in another workspace',
      body: object({ id: uuid }),
      answer: me,
    }),
  },
  '/api/v1/workspaces': {
    post: operation({
      id: 'create_workspace',
      tag: 'session',
      summary: 'Make a further workspace that I administer, where the installation allows it (GUANXI_NEW_WORKSPACES)',
      body: object({ name: string, currency: string, locale: { type: 'string', enum: ['zh-CN', 'en'] }, timeZone: string }),
      answer: object({ workspace }),
      status: 201,
    }),
  },
  '/api/v1/me/leave': {
    post: operation({
      id: 'leave_workspace',
      tag: 'session',
      summary: 'Leave this workspace for another one of mine; the user becomes inactive and the tokens are revoked',
      answer: object({ workspace }),
    }),
  },
}
