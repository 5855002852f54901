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
      body: object({ object: string, format: free, plan: free }, []),
      answer: free,
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
  '/api/v1/imports/{id}/rows': {
    get: operation({
      id: 'import_rows',
      tag: 'imports',
      summary: 'Rows with problems, and their reasons',
      parameters: [
        id,
        query('outcome', { type: 'string', enum: ['rejected', 'noted'] }, 'One outcome alone'),
        query('after', { type: 'integer' }, '`next` of the page before'),
        query('limit', { type: 'integer', minimum: 1, maximum: 500 }, 'Rows a page'),
      ],
      answer: object({ rows: list(free), next: { type: ['integer', 'null'] } }),
    }),
  },
  '/api/v1/imports/{id}/rejected.csv': {
    get: operation({
      id: 'import_rejected',
      tag: 'imports',
      summary: 'Rejected rows as they stood in the file, with the reasons',
      parameters: [id],
      answer: string,
      answerType: 'text/csv',
    }),
  },
}
