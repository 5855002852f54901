import { join } from 'node:path'
import { type S3Settings, s3Storage } from './s3-storage.ts'
import { type FileStorage, localStorage } from './storage.ts'

export type FileSettings = { storage: FileStorage; largestBytes: number }

type Environment = Readonly<Record<string, string | undefined>>

const usualMegabytes = 100

/** Files stand in the data folder, or in the bucket that GUANXI_S3_BUCKET names. */
export async function openFileStorage(dataFolder: string, environment: Environment = process.env): Promise<FileSettings> {
  const value = (name: string) => environment[name]?.trim() || undefined
  const megabytes = Number(value('GUANXI_FILE_LIMIT_MB') ?? usualMegabytes)
  const largestBytes = (Number.isFinite(megabytes) && megabytes > 0 ? megabytes : usualMegabytes) * 1024 * 1024
  const bucket = value('GUANXI_S3_BUCKET')
  if (!bucket) return { storage: localStorage(join(dataFolder, 'files')), largestBytes }

  const endpoint = value('GUANXI_S3_ENDPOINT')
  const accessKeyId = value('GUANXI_S3_ACCESS_KEY_ID')
  const secretAccessKey = value('GUANXI_S3_SECRET_ACCESS_KEY')
  const settings: S3Settings = {
    bucket,
    region: value('GUANXI_S3_REGION') ?? 'us-east-1',
    prefix: value('GUANXI_S3_PREFIX') ?? '',
    pathStyle: value('GUANXI_S3_PATH_STYLE') === 'true',
    ...(endpoint ? { endpoint } : {}),
    ...(accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : {}),
  }
  return { storage: await s3Storage(settings), largestBytes }
}
