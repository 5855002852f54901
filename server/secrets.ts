import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type SecretBox, secretBox } from '../engine/index.ts'
import { explainFileError } from './start-error.ts'

/**
 * A random value made once and kept in the data folder, readable by this user alone: `keptSecret(folder, 'session')`.
 * It is a file of its own, so that a backup of the database does not hold it.
 */
export async function keptSecret(dataFolder: string, name: string): Promise<string> {
  const folder = join(dataFolder, 'secrets')
  const path = join(folder, name)
  try {
    const known = await readSecret(path)
    if (known) return known
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const draft = `${path}.${randomBytes(6).toString('hex')}`
    await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true })
    // Linking refuses to replace: of two processes making the same secret, both end up with the first one's.
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await rm(draft)
    return (await readSecret(path)) ?? ''
  } catch (error) {
    throw explainFileError(error, folder)
  }
}

/** What seals the values of secret fields: its key is a file of the data folder, so that neither the database nor its backup can open them. */
export async function fieldSecrets(dataFolder: string): Promise<SecretBox> {
  return secretBox([Buffer.from(await keptSecret(dataFolder, 'fields'), 'base64url')])
}

async function readSecret(path: string): Promise<string | null> {
  try {
    const value = (await readFile(path, 'utf8')).trim()
    if (!value) return null
    await chmod(path, 0o600)
    return value
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
