// Finds or installs what the browser tests need: a Chromium that really starts, and fonts that have Chinese characters.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, say } from './bootstrap.mjs'

/** Pinned, because these are fetched beside the lock file, and only where the system has neither browser nor package. */
const chromiumPackage = '@sparticuz/chromium@147.0.0'
const fontPackage = '@expo-google-fonts/noto-sans-sc@0.4.3'
const toolFolder = join(root, '.cache', 'tools')

/** The path of a Chromium, or null when none is to be had. */
export async function ensureChromium() {
  for (const find of [chosenChromium, installedChromium, debianChromium, packagedChromium, playwrightChromium]) {
    const path = await find()
    if (path && starts(path)) return path
  }
  return null
}

const chosenChromium = () => process.env.GUANXI_CHROMIUM || null

function installedChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(':')
  const macs = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...macs].find((path) => existsSync(path)) ?? null
}

function debianChromium() {
  return installFromDebian('chromium') ? installedChromium() : null
}

const temporaryFolder = process.env.TMPDIR

function restoreTemporaryFolder() {
  if (temporaryFolder === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = temporaryFolder
}

async function packagedChromium() {
  if (process.platform !== 'linux' || !installTool(chromiumPackage)) return null
  try {
    const entry = createRequire(join(toolFolder, 'package.json')).resolve('@sparticuz/chromium')
    const { default: chromium } = await import(pathToFileURL(entry).href)
    // It unpacks into the system's folder for passing files, where another user's copy may stand already.
    process.env.TMPDIR = join(toolFolder, 'chromium')
    mkdirSync(process.env.TMPDIR, { recursive: true })
    return await chromium.executablePath()
  } catch {
    return null
  } finally {
    restoreTemporaryFolder()
  }
}

function playwrightChromium() {
  const playwright = createRequire(join(root, 'package.json'))('@playwright/test')
  const path = playwright.chromium.executablePath()
  if (!existsSync(path)) run(process.execPath, [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium'], 300)
  return existsSync(path) ? path : null
}

function starts(path) {
  const result = spawnSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8', timeout: 20_000 })
  return result.status === 0
}

/** Without such a font every Chinese character is a box, in the tests' pictures too. */
export function ensureChineseFont() {
  if (process.platform !== 'linux' || hasChineseFont()) return true
  if (installFromDebian('fonts-noto-cjk') && hasChineseFont()) return true
  if (!installTool(fontPackage)) return false
  const files = join(toolFolder, 'node_modules', '@expo-google-fonts', 'noto-sans-sc')
  const fonts = join(homedir(), '.fonts')
  mkdirSync(fonts, { recursive: true })
  for (const file of ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf']) {
    copyFileSync(join(files, file), join(fonts, basename(file)))
  }
  run('fc-cache', ['-f', fonts], 60)
  return hasChineseFont()
}

function hasChineseFont() {
  const result = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8', timeout: 20_000 })
  return result.status === 0 && result.stdout.trim() !== ''
}

function installFromDebian(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get') || !isDebian()) return false
  console.log(say(`正在安装 ${name}……`, `Installing ${name}…`))
  const quiet = ['-y', '-q', '--no-install-recommends']
  const install = () => run('apt-get', ['install', ...quiet, name], 420)
  return install() || (run('apt-get', ['update', '-q'], 180) && install())
}

function isDebian() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return /^ID(_LIKE)?=.*debian/m.test(release)
}

function installTool(name) {
  mkdirSync(toolFolder, { recursive: true })
  return run('npm', ['install', '--prefix', toolFolder, '--no-save', '--no-audit', '--no-fund', '--loglevel=error', name], 300)
}

function run(program, options, timeoutSeconds) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const result = spawnSync(program, options, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: timeoutSeconds * 1000,
  })
  return result.status === 0
}
