// Plain JavaScript for any Node.js from 20 on: this runs before the project's own Node.js is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { memoryFlags } from './memory.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const isWindows = process.platform === 'win32'
const wantedMajor = 24
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP']

const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
/** The one of two sentences that the terminal's language asks for. */
export const say = (zh, en) => (locale.toLowerCase().startsWith('zh') ? zh : en)

/** Ends with one sentence; used for what the person at the terminal can mend. */
export function giveUp(sentence, code = 1) {
  console.error(sentence)
  process.exit(code)
}

/** Installs what the lock file names and node_modules does not hold, and returns the path of the project's Node.js. */
export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    giveUp(say(`需要 Node.js 20 或更高版本，当前为 ${process.version}。`, `Node.js 20 or later is needed; this is ${process.version}.`))
  }
  if (!isInstalled()) {
    console.log(say('正在安装依赖……', 'Installing what the project needs…'))
    if ((await install()) !== 0) {
      giveUp(
        say('安装失败，原因见上。请检查网络后重试。', 'The installation failed for the reason above. Check the network and try again.'),
      )
    }
  }
  return projectNode()
}

/** Compares the lock file with the record that npm leaves in node_modules as its very last step. */
function isInstalled() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages
  const found = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages
  if (!wanted || !found) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const isForOtherSystems = (entry.os || entry.cpu || entry.libc) && !found[path]
    const isThere = found[path]?.version === entry.version && existsSync(join(root, path, 'package.json'))
    return isThere || isForOtherSystems || entry.peer || (entry.optional && !found[path])
  })
}

/** The Node.js that npm's `node` package brings; where install scripts are off, it is fetched here. */
function projectNode() {
  const own = join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node')
  if (runs(own)) return own
  const setup = join(root, 'node_modules', 'node', 'installArchSpecificPackage.js')
  if (existsSync(setup)) spawnSync(process.execPath, [setup], { cwd: dirname(setup), env: cleanEnvironment(), stdio: 'inherit' })
  if (runs(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return process.execPath
  return giveUp(
    say(
      `无法安装 Node.js ${wantedMajor}。请自行安装后重试。`,
      `Node.js ${wantedMajor} could not be installed. Install it yourself and try again.`,
    ),
  )
}

function runs(path) {
  if (!existsSync(path)) return false
  const result = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return result.status === 0 && Number(result.stdout.slice(1).split('.')[0]) >= wantedMajor
}

/** Ends with this process: an installation that went on by itself would meet the one of the next start. */
function install() {
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawn('npm', options, {
    cwd: root,
    env: cleanEnvironment(),
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: isWindows,
    detached: !isWindows, // a group of its own, so that what npm started ends as well
  })
  const end = (signal) => {
    try {
      process.kill(isWindows ? child.pid : -child.pid, signal)
    } catch {
      // It has ended by itself.
    }
  }
  const stop = () => {
    end('SIGTERM')
    child.on('exit', () => process.exit(130))
    setTimeout(() => {
      end('SIGKILL') // npm takes long to undo what it did; the next installation begins with an empty folder anyway
      process.exit(130)
    }, 3000)
  }
  for (const signal of stopSignals) process.once(signal, stop)
  const npmWatch = whenNpmEnds(stop)
  return new Promise((resolve) => {
    child.on('error', () => resolve(1))
    child.on('exit', (code) => {
      for (const signal of stopSignals) process.off(signal, stop)
      clearInterval(npmWatch)
      resolve(code)
    })
  })
}

/** npm must not run on the Node.js that it is about to replace. */
function cleanEnvironment() {
  const path = (process.env.PATH ?? process.env.Path ?? '').split(delimiter).filter((part) => !part.includes('node_modules'))
  return { ...process.env, PATH: path.join(delimiter) }
}

/** Builds the web app when its sources are not those of the last build. False when that failed. */
export function ensureWebApp(node) {
  const output = join(root, 'dist', 'web')
  const stamp = join(output, '.built-from')
  const sources = fingerprint(['web', 'client', 'package-lock.json'])
  if (existsSync(join(output, 'index.html')) && readText(stamp) === sources) return true
  console.log(say('正在构建网页应用……', 'Building the web app…'))
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const build = spawnSync(node, [vite, 'build', 'web', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (build.status !== 0) {
    console.error(say('网页应用构建失败，原因见上。', 'The web app could not be built, for the reason above.'))
    return false
  }
  writeFileSync(stamp, sources)
  return true
}

function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths) addTo(hash, path)
  return hash.digest('hex')
}

function addTo(hash, path) {
  const whole = join(root, path)
  if (!existsSync(whole)) return
  if (statSync(whole).isFile()) {
    hash.update(`${path}\0`).update(readFileSync(whole))
    return
  }
  for (const name of readdirSync(whole).sort()) {
    if (name !== 'node_modules' && !/\.test\.tsx?$/.test(name)) addTo(hash, join(path, name))
  }
}

/**
 * Runs a TypeScript program of the project on the project's Node.js and ends as it ends. Should this process be killed,
 * the closed channel tells the program to stop.
 */
export function runProgram(node, program, options) {
  // Keeps the stripped and compiled sources: the next start loads them in half the time.
  const environment = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'), ...process.env }
  const child = spawn(node, [...memoryFlags, join(root, program), ...options], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: environment,
  })
  for (const signal of stopSignals) process.on(signal, () => child.kill(signal))
  whenNpmEnds(() => child.kill('SIGTERM'))
  child.on('error', (error) => giveUp(error.message))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}

/** npm does not hand a signal on to what it runs: who stops `npm start` would leave the server behind. */
function whenNpmEnds(stop) {
  if (!process.env.npm_lifecycle_event || isWindows) return undefined
  const above = () => `${process.ppid} ${parentOf(process.ppid)}`
  const begun = above()
  const timer = setInterval(() => {
    if (above() === begun) return
    clearInterval(timer)
    stop()
  }, 250)
  return timer
}

/** npm runs a script through a shell, and is thus the parent of our parent. Told by Linux only. */
function parentOf(pid) {
  const status = readText(`/proc/${pid}/stat`) ?? ''
  return status.slice(status.lastIndexOf(')') + 2).split(' ')[1]
}

function readJson(path) {
  const text = readText(path)
  return text === null ? null : JSON.parse(text)
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
