import type { Schema } from './fields.ts'
import { inPath, operation, query, uuid } from './operation.ts'

const string: Schema = { type: 'string' }
const free: Schema = { type: 'object', additionalProperties: true }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Record<string, Schema>, required: readonly string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
})
const id = inPath('id')
const job = object({ job: object({ id: uuid }) })
const integer: Schema = { type: 'integer' }
const page = [
  query('after', integer, '`next` of the page before'),
  query('limit', { type: 'integer', minimum: 1, maximum: 500 }, 'Rows a page'),
]

const templateBody = object(
  { name: string, object: string, source: string, shared: { type: 'boolean' }, columns: free, fill: free, import: uuid },
  [],
)

function turn(operationId: string, summary: string): Schema {
  return { post: operation({ id: operationId, tag: 'imports', summary, parameters: [id], answer: free }) }
}

/** Imports: upload, mapping, check, start, result, undo. */
export const importPaths: Readonly<Record<string, Schema>> = {
  '/api/v1/imports': {
    get: operation({
      id: 'list_imports',
      tag: 'imports',
      summary: 'My imports, the newest first',
      parameters: [query('limit', { type: 'integer', minimum: 1, maximum: 100 }, 'At most so many')],
      answer: object({ imports: list(free) }),
    }),
    post: operation({
      id: 'upload_import',
      tag: 'imports',
      summary: 'Upload a delimited file and learn how it is read and mapped',
      parameters: [query('object', string, 'Key of the object that its rows become', 'account')],
      body: object({ object: string, file: { type: 'string', contentMediaType: 'application/octet-stream' } }, ['file']),
      bodyType: 'multipart/form-data',
      answer: free,
      status: 201,
    }),
  },
  '/api/v1/imports/{id}': {
    get: operation({
      id: 'get_import',
      tag: 'imports',
      summary: 'One import with its plan and first rows',
      parameters: [id],
      answer: free,
    }),
    patch: operation({
      id: 'change_import',
      tag: 'imports',
      summary: 'Change how the file is read, or the plan of the import',
      parameters: [id],
      body: object({ object: string, format: free, plan: free, template: { type: ['string', 'null'] } }, []),
      answer: free,
    }),
  },
  '/api/v1/import-templates': {
    get: operation({
      id: 'list_import_templates',
      tag: 'imports',
      summary: 'Mapping templates: my own and the shared ones',
      parameters: [query('object', string, 'Of one object alone', 'account')],
      answer: object({ templates: list(free) }),
    }),
    post: operation({
      id: 'create_import_template',
      tag: 'imports',
      summary: 'Keep the mapping of an import, or columns by name, as a template',
      body: templateBody,
      answer: free,
      status: 201,
    }),
  },
  '/api/v1/import-templates/{id}': {
    get: operation({ id: 'get_import_template', tag: 'imports', summary: 'One mapping template', parameters: [id], answer: free }),
    patch: operation({
      id: 'change_import_template',
      tag: 'imports',
      summary: 'Rename or share a template, or take its mapping from an import',
      parameters: [id],
      body: templateBody,
      answer: free,
    }),
    delete: operation({
      id: 'delete_import_template',
      tag: 'imports',
      summary: 'Delete a mapping template',
      parameters: [id],
      status: 204,
    }),
  },
  '/api/v1/imports/{id}/check': {
    post: operation({
      id: 'check_import',
      tag: 'imports',
      summary: 'Judge every row without storing anything',
      parameters: [id],
      answer: job,
      status: 202,
    }),
  },
  '/api/v1/imports/{id}/start': {
    post: operation({
      id: 'start_import',
      tag: 'imports',
      summary: 'Store the rows, in the background',
      parameters: [id],
      answer: job,
      status: 202,
    }),
  },
  '/api/v1/imports/{id}/undo': {
    post: operation({
      id: 'undo_import',
      tag: 'imports',
      summary: 'Take the whole import back',
      parameters: [id],
      answer: job,
      status: 202,
    }),
  },
  '/api/v1/imports/{id}/source': {
    get: operation({
      id: 'import_source',
      tag: 'imports',
      summary: 'Rows as they stand in the file, from its beginning to row 5,000',
      parameters: [id, ...page],
      answer: object({ rows: list(object({ number: integer, cells: list(string) })) }),
    }),
  },
  '/api/v1/imports/{id}/rows': {
    get: operation({
      id: 'import_rows',
      tag: 'imports',
      summary: 'Rows with problems, and their reasons',
      parameters: [id, query('outcome', { type: 'string', enum: ['rejected', 'noted'] }, 'One outcome alone'), ...page],
      answer: object({ rows: list(free), next: { type: ['integer', 'null'] } }),
    }),
  },
  '/api/v1/imports/{id}/pause': turn('pause_import', 'Let the import stand still after its present part'),
  '/api/v1/imports/{id}/resume': turn('resume_import', 'Let a paused import go on behind its last part'),
  '/api/v1/imports/{id}/cancel': turn('cancel_import', 'Stop the import for good; what was written stays, and can be undone'),
  '/api/v1/imports/{id}/effects': {
    get: operation({
      id: 'import_effects',
      tag: 'imports',
      summary: 'What each row would do, as the last check found: what it makes, which fields of which record it changes',
      parameters: [
        id,
        query('kind', { type: 'string', enum: ['create', 'update', 'unchanged', 'skip', 'ask', 'reject'] }, 'One kind alone'),
        ...page,
      ],
      answer: object({
        rows: list(
          object({
            number: integer,
            kind: string,
            cells: list(string),
            record: { oneOf: [object({ id: uuid, title: string }), { type: 'null' }] },
            changes: list(object({ field: string, fieldLabel: free, from: {}, to: {} })),
          }),
        ),
        next: { type: ['integer', 'null'] },
      }),
    }),
  },
  '/api/v1/imports/{id}/kept': {
    get: operation({
      id: 'import_kept',
      tag: 'imports',
      summary: 'What undoing the import left as it stands, with the reasons',
      parameters: [id, ...page],
      answer: object({ kept: list(free), next: { type: ['integer', 'null'] } }),
    }),
  },
  '/api/v1/imports/{id}/rejected': {
    get: operation({
      id: 'import_rejected',
      tag: 'imports',
      summary: 'Rejected rows as they stood in the file, with the reasons: a table of the same kind, CSV or XLSX',
      parameters: [id],
      answer: string,
      answerType: 'text/csv',
    }),
  },
}
