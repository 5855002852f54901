import type { Schema } from './fields.ts'
import { inPath, operation, query, uuid } from './operation.ts'

const string: Schema = { type: 'string' }
const integer: Schema = { type: 'integer' }
const free: Schema = { type: 'object', additionalProperties: true }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Record<string, Schema>, required: readonly string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
})
const id = inPath('id')
const tag = 'imports'
const job = object({ job: object({ id: uuid }) })
const file = object({ importId: uuid, position: integer }, ['importId'])
const change = object(
  {
    name: string,
    source: { type: 'string', description: 'The system that the ids in the files belong to' },
    whenFailed: { type: 'string', enum: ['stop', 'goOn'] },
    files: list(file),
    arrange: { type: 'boolean', description: 'Put the files in the order that their references ask for' },
  },
  [],
)
const project = object(
  {
    id: uuid,
    name: string,
    source: string,
    whenFailed: { type: 'string', enum: ['stop', 'goOn'] },
    status: { type: 'string', enum: ['open', 'queued', 'running', 'paused', 'done', 'failed', 'cancelled', 'undoing', 'undone', 'signed'] },
    rowCount: integer,
    done: integer,
    files: list(object({ importId: uuid, position: integer, fileName: string, object: string, status: string }, ['importId', 'position'])),
  },
  ['id', 'name', 'status', 'files'],
)

function step(operationId: string, summary: string): Schema {
  return { post: operation({ id: operationId, tag, summary, parameters: [id], answer: job, status: 202 }) }
}

function held(operationId: string, summary: string): Schema {
  return { post: operation({ id: operationId, tag, summary, parameters: [id], answer: project }) }
}

/** Migration projects: files in order, check, run, reconciliation, sign-off, undo. */
export const importProjectPaths: Readonly<Record<string, Schema>> = {
  '/api/v1/import-projects': {
    get: operation({
      id: 'list_import_projects',
      tag,
      summary: 'Migration projects, the newest first',
      parameters: [query('limit', { type: 'integer', minimum: 1, maximum: 100 }, 'At most so many')],
      answer: object({ projects: list(free) }),
    }),
    post: operation({
      id: 'create_import_project',
      tag,
      summary: 'Make a migration project of several imports',
      parameters: [],
      body: change,
      answer: project,
      status: 201,
    }),
  },
  '/api/v1/import-projects/{id}': {
    get: operation({
      id: 'get_import_project',
      tag,
      summary: 'One project with its files and how far they are',
      parameters: [id],
      answer: project,
    }),
    patch: operation({
      id: 'change_import_project',
      tag,
      summary: 'Name it, add or remove files, set their order',
      parameters: [id],
      body: change,
      answer: project,
    }),
    delete: operation({
      id: 'delete_import_project',
      tag,
      summary: 'Give a project up that has not run; its files stay as single imports',
      parameters: [id],
      status: 204,
    }),
  },
  '/api/v1/import-projects/{id}/check': step(
    'check_import_project',
    'Judge every row of every file, counting what earlier files will bring as there',
  ),
  '/api/v1/import-projects/{id}/start': step('start_import_project', 'Take the files in, one after the other'),
  '/api/v1/import-projects/{id}/undo': step('undo_import_project', 'Take every file back, the last one first'),
  '/api/v1/import-projects/{id}/cancel': held('cancel_import_project', 'Stop for good; what was written stays, and can be undone'),
  '/api/v1/import-projects/{id}/pause': held('pause_import_project', 'Stop behind the part that is being written'),
  '/api/v1/import-projects/{id}/resume': held('resume_import_project', 'Go on where it was paused'),
  '/api/v1/import-projects/{id}/reconcile': {
    get: operation({
      id: 'reconcile_import_project',
      tag,
      summary: 'Rows, counts and sums of the files against those of the records, each difference with its reason',
      parameters: [id],
      answer: object({ files: list(free), objects: list(free), explained: { type: 'boolean' } }),
    }),
  },
  '/api/v1/import-projects/{id}/sign-off': {
    post: operation({
      id: 'sign_off_import_project',
      tag,
      summary: 'Confirm the figures and close the project',
      parameters: [id],
      body: object({ note: string }, []),
      answer: project,
    }),
  },
  '/api/v1/import-projects/{id}/reopen': {
    post: operation({
      id: 'reopen_import_project',
      tag,
      summary: 'Open a signed project again, within 30 days, as an administrator',
      parameters: [id],
      answer: project,
    }),
  },
}
