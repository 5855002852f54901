import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { InvalidInputError } from '../errors.ts'
import type { Filter } from '../query/filter.ts'

export const exportFormats = ['csv', 'xlsx', 'vcard'] as const
export type ExportFormat = (typeof exportFormats)[number]
export const exportEncodings = ['utf-8', 'gb18030'] as const
export const exportDelimiters = [',', ';', '\t', '|'] as const

const keys = Type.Array(Type.String({ maxLength: 200 }), { maxItems: 300 })

export const exportRequestSchema = Type.Object(
  {
    object: Type.String({ maxLength: 60 }),
    format: Type.Union(exportFormats.map((format) => Type.Literal(format))),
    filter: Type.Optional(Type.Unknown()),
    sort: Type.Optional(keys),
    /** Keys of fields; `*` stands for all that the reader sees. Without it, what a list shows. */
    fields: Type.Optional(keys),
    /** The recycle bin instead of the living records. */
    deleted: Type.Optional(Type.Boolean()),
    /** CSV only. */
    encoding: Type.Optional(Type.Union(exportEncodings.map((encoding) => Type.Literal(encoding)))),
    delimiter: Type.Optional(Type.Union(exportDelimiters.map((delimiter) => Type.Literal(delimiter)))),
    /** Ids and keys instead of titles and labels, so that the file can be taken in again as the same records. */
    machine: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

/** What to export: which records, which of their fields, and in what form. */
export type ExportRequest = Omit<Static<typeof exportRequestSchema>, 'filter'> & { filter?: Filter | undefined }

/** Reads a request as it comes from outside. What stands in its filter, sort and fields is judged where they are compiled. */
export function readExportRequest(given: unknown): ExportRequest {
  if (!Value.Check(exportRequestSchema, given)) {
    const [error] = Value.Errors(exportRequestSchema, given)
    throw new InvalidInputError('invalid_value', { field: (error?.path ?? '').replace(/^\//, '') || 'body' })
  }
  return given as ExportRequest
}
