import { join } from 'node:path'
import { type S3Settings, s3Storage } from './s3-storage.ts'
import { type FileStorage, localStorage } from './storage.ts'

export type FileSettings = {
  storage: FileStorage
  largestBytes: number
  /** Files of imports are read as streams and may be larger than what people attach. */
  largestImportBytes: number
}

type Environment = Readonly<Record<string, string | undefined>>

const usualMegabytes = 100
const usualImportMegabytes = 4_000

/** Files stand in the data folder, or in the bucket that GUANXI_S3_BUCKET names. */
export async function openFileStorage(dataFolder: string, environment: Environment = process.env): Promise<FileSettings> {
  const value = (name: string) => environment[name]?.trim() || undefined
  const bytes = (name: string, usual: number) => {
    const megabytes = Number(value(name) ?? usual)
    return (Number.isFinite(megabytes) && megabytes > 0 ? megabytes : usual) * 1024 * 1024
  }
  const largestBytes = bytes('GUANXI_FILE_LIMIT_MB', usualMegabytes)
  const largestImportBytes = bytes('GUANXI_IMPORT_LIMIT_MB', usualImportMegabytes)
  const bucket = value('GUANXI_S3_BUCKET')
  if (!bucket) return { storage: localStorage(join(dataFolder, 'files')), largestBytes, largestImportBytes }

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
  return { storage: await s3Storage(settings), largestBytes, largestImportBytes }
}
