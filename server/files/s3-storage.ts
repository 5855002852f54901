import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { type FileStorage, storageKey } from './storage.ts'

export type S3Settings = {
  bucket: string
  region: string
  endpoint?: string
  accessKeyId?: string
  secretAccessKey?: string
  /** `https://host/bucket/key` instead of `https://bucket.host/key`: most servers other than Amazon's want it. */
  pathStyle: boolean
  prefix: string
}

/** Files on Amazon S3 or anything that speaks its protocol. The library is loaded only where this is used. */
export async function s3Storage(settings: S3Settings): Promise<FileStorage> {
  const { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, NotFound, NoSuchKey, paginateListObjectsV2, S3Client } = await import(
    '@aws-sdk/client-s3'
  )
  const { Upload } = await import('@aws-sdk/lib-storage')
  const client = new S3Client({
    region: settings.region,
    forcePathStyle: settings.pathStyle,
    ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
    ...(settings.accessKeyId && settings.secretAccessKey
      ? { credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey } }
      : {}),
  })
  const place = (workspaceId: string, hash: string) => ({
    Bucket: settings.bucket,
    Key: `${settings.prefix}${storageKey(workspaceId, hash)}`,
  })

  return {
    async keep(workspaceId, hash, localFile) {
      const there = await client.send(new HeadObjectCommand(place(workspaceId, hash))).catch((error: unknown) => {
        if (error instanceof NotFound) return null
        throw error
      })
      if (there) return
      await new Upload({ client, params: { ...place(workspaceId, hash), Body: createReadStream(localFile) } }).done()
    },
    async open(workspaceId, hash, range) {
      try {
        const answer = await client.send(
          new GetObjectCommand({ ...place(workspaceId, hash), ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}) }),
        )
        return answer.Body instanceof Readable ? answer.Body : null
      } catch (error) {
        if (error instanceof NoSuchKey || error instanceof NotFound) return null
        throw error
      }
    },
    async remove(workspaceId, hash) {
      await client.send(new DeleteObjectCommand(place(workspaceId, hash)))
    },
    async size(workspaceId, hash) {
      try {
        return (await client.send(new HeadObjectCommand(place(workspaceId, hash)))).ContentLength ?? 0
      } catch (error) {
        if (error instanceof NotFound) return null
        throw error
      }
    },
    async *list() {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: settings.bucket, Prefix: settings.prefix })) {
        yield Contents.flatMap(({ Key = '', LastModified }) => {
          const [workspaceId, , hash] = Key.slice(settings.prefix.length).split('/')
          return workspaceId && hash ? [{ workspaceId, hash, since: LastModified ?? new Date(0) }] : []
        })
      }
    },
    close: async () => client.destroy(),
  }
}
