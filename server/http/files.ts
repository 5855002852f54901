import multipart, { type Multipart, type MultipartFile } from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import { type Context, InvalidInputError, NotFoundError } from '../../engine/index.ts'
import { contentHeaders } from '../files/types.ts'
import { sendJson } from './record-reads.ts'
import { readBack } from './record-writes.ts'
import { contextOf, type Services, watch } from './services.ts'
import { uploadedFile, withReceived } from './upload.ts'

type FileRecord = { id: string; name: string; mediaType: string | null; size: number | null; sha256: string | null }

/** Uploads and contents of files. Their records are read, listed and deleted like those of any object. */
export function fileRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { storage, largestBytes } = services.files

  return async (app) => {
    await app.register(multipart, {
      limits: { fileSize: largestBytes, files: 1, fields: 4, fieldSize: 200, parts: 5 },
      throwFileSizeLimit: false,
    })

    app.post('/files', { bodyLimit: largestBytes + 1024 * 1024 }, async (request, reply) => {
      const context = await contextOf(request, services)
      const part = await uploadedFile(request)
      const regarding = await placeOf(context, part)
      const name = fileName(part.filename)
      const received = await withReceived(part, name, services, async (file) => {
        if (file.size === 0) throw new InvalidInputError('file_empty', { field: 'file' })
        // Bytes first: a record whose content is missing would be worse than content without a record, which clean-up finds.
        await storage.keep(context.reader.workspaceId, file.hash, file.path)
        return file
      })
      const values = { name, mediaType: received.type, size: received.size, sha256: received.hash, ...(regarding ? { regarding } : {}) }
      const { id, revision, changeId } = await context.transaction(
        async (inside) => {
          const [written] = await inside.write([{ kind: 'create', object: 'file', values }])
          if (!written) throw new Error('a write answered nothing')
          return { ...written, changeId: inside.changeId }
        },
        { readOnlyFields: true },
      )
      watch(request, services, { ids: [id] })
      const record = (await readBack(context, 'file', id)) ?? `{"id":"${id}","revision":${revision}}`
      return sendJson(reply.code(201), `{"id":"${id}","revision":${revision},"changeId":"${changeId}","record":${record}}`)
    })

    const query = Type.Object({ download: Type.Optional(Type.String()) })
    app.get(
      '/files/:id/content',
      { schema: { params: Type.Object({ id: Type.String() }), querystring: query } },
      async (request, reply) => {
        const context = await contextOf(request, services)
        const { record } = await context.get({ object: 'file', id: request.params.id, fields: ['name', 'mediaType', 'size', 'sha256'] })
        const file = JSON.parse(record) as FileRecord
        if (!file.sha256) throw new NotFoundError('file_content_lost')
        const tag = `"${file.sha256}"`
        for (const [name, value] of Object.entries(
          contentHeaders({ type: file.mediaType ?? '', name: file.name }, isYes(request.query.download)),
        ))
          reply.header(name, value)
        reply.header('etag', tag).header('accept-ranges', 'bytes')
        if (request.headers['if-none-match'] === tag) return reply.code(304).send()

        const size = file.size ?? 0
        const range = rangeOf(request.headers.range, size)
        if (range === 'beyond') return beyond(reply, size)
        const stream = await storage.open(context.reader.workspaceId, file.sha256, range ?? undefined)
        if (!stream) throw new NotFoundError('file_content_lost')
        if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`)
        reply.header('content-length', range ? range.end - range.start + 1 : size)
        return reply.send(stream)
      },
    )
  }
}

/** The record that the upload names, which its sender must be able to read. */
async function placeOf(context: Context, part: MultipartFile): Promise<{ object: string; id: string } | null> {
  const object = fieldOf(part.fields.object)
  const id = fieldOf(part.fields.recordId)
  if (!object && !id) return null
  if (!object || !id) throw new InvalidInputError('file_needs_both', { field: object ? 'recordId' : 'object' })
  await context.get({ object, id, fields: [] })
  return { object, id }
}

function fieldOf(part: Multipart | Multipart[] | undefined): string | null {
  if (!part || Array.isArray(part) || part.type !== 'field') return null
  return typeof part.value === 'string' && part.value !== '' ? part.value : null
}

/** Without a path, which some browsers send, and short enough for its column. */
export function fileName(given: string | undefined): string {
  const name = (given ?? '').normalize('NFC').split(/[/\\]/).at(-1)?.trim() ?? ''
  const clean = [...name].filter((letter) => letter >= ' ' && letter !== '\u007f').join('')
  if (clean.length <= 255) return clean || 'file'
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(clean)?.[0] ?? ''
  return clean.slice(0, 255 - extension.length) + extension
}

function isYes(text: string | undefined): boolean {
  return text === '' || text === '1' || text === 'true'
}

function rangeOf(header: string | undefined, size: number): { start: number; end: number } | 'beyond' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (!from && !to) return null
  const start = from ? Number(from) : Math.max(0, size - Number(to))
  const end = from && to ? Math.min(Number(to), size - 1) : size - 1
  return start > end || start >= size ? 'beyond' : { start, end }
}

function beyond(reply: FastifyReply, size: number) {
  return reply.code(416).header('content-range', `bytes */${size}`).removeHeader('content-disposition').send()
}
