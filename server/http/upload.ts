import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { GuanxiError, InvalidInputError } from '../../engine/index.ts'
import { type Received, receive } from '../files/intake.ts'
import { RequestError } from './problems.ts'
import type { Services } from './services.ts'

/** The one file of a multipart request. */
export async function uploadedFile(request: FastifyRequest): Promise<MultipartFile> {
  const part = request.isMultipart() ? await request.file().catch(broken) : undefined
  if (!part) throw new InvalidInputError('file_missing', { field: 'file' })
  return part
}

/** Takes the file in and hands it to `use`; whatever happens, nothing is left lying about. */
export async function withReceived<T>(
  part: MultipartFile,
  name: string,
  services: Services,
  use: (file: Received) => Promise<T>,
  largestBytes = services.files.largestBytes,
): Promise<T> {
  const file = await receive(part.file, name, services.incomingFolder).catch(broken)
  try {
    if (part.file.truncated) throw new RequestError(413, 'file_too_large', { limit: Math.floor(largestBytes / 1024 / 1024) })
    return await use(file)
  } finally {
    await file.discard()
  }
}

/** An upload that ends in the middle or is no multipart at all is the sender's; an error of the disk carries a code and is ours. */
function broken(error: unknown): never {
  const isOurs = error instanceof GuanxiError || (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code)))
  throw isOurs ? error : new InvalidInputError('upload_broken', { field: 'file', cause: error })
}
