// `npm test`: installs what is missing, then checks types, style, rules, the engine on real databases, and the screens in
// a real browser. The last line says how many passed and failed.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { ensureInstalled, ensureWebApp, root, say } from './bootstrap.mjs'
import { ensureChineseFont, ensureChromium } from './browser.mjs'

const reports = mkdtempSync(join(tmpdir(), 'guanxi-reports-'))
const counts = { passed: 0, failed: 0 }
const failedStages = []
const started = performance.now()

const node = await timed(say('安装', 'Install'), () => ensureInstalled())
const environment = { ...process.env, PATH: [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter) }
const tool = (path) => [node, join(root, 'node_modules', path)]

await singleCheck(say('类型检查', 'Types'), [...tool('typescript/bin/tsc'), '--noEmit'], 5)
await singleCheck(
  say('代码规范', 'Lint'),
  [...tool('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '--no-errors-on-unmatched', '.'],
  3,
)
await vitest(say('规则与数据库测试', 'Rules and database'), [], {}, 30)
if (existsSync('/usr/lib/postgresql/15/bin/postgres')) {
  await vitest(
    say('PostgreSQL 15 上的引擎测试', 'Engine on PostgreSQL 15'),
    ['--project', 'database', 'engine/', 'testing/'],
    { GUANXI_TEST_POSTGRES: '15' },
    20,
  )
} else {
  console.log(say('未安装 /usr/lib/postgresql/15，跳过。', 'Not run on PostgreSQL 15: /usr/lib/postgresql/15 is not installed.'))
}
await screens()

rmSync(reports, { recursive: true, force: true })
console.log(`\n${say('总用时', 'In all')} ${seconds(started)}`)
if (failedStages.length > 0) console.log(`${say('失败', 'Failed')}: ${failedStages.join(', ')}`)
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1)

async function singleCheck(name, command, minutes) {
  const isGood = await timed(name, () => run(command, {}, minutes))
  count(name, { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 })
}

async function vitest(name, options, variables, minutes) {
  const report = join(reports, `vitest-${Object.keys(variables).length}.json`)
  const command = [
    ...tool('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    '--passWithNoTests',
    ...options,
  ]
  const isGood = await timed(name, () => run(command, variables, minutes))
  const found = readReport(report)
  // A file that cannot even be loaded has no tests to fail: it counts as one failure.
  const brokenFiles = (found?.testResults ?? []).filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  count(name, outcome(isGood, found?.numPassedTests ?? 0, (found?.numFailedTests ?? 0) + brokenFiles))
}

async function screens() {
  const name = say('浏览器测试', 'Screens')
  const specs = join(root, 'e2e')
  if (!existsSync(join(specs, 'playwright.config.ts'))) return
  const chromium = await timed(say('浏览器与字体', 'Browser and fonts'), async () => {
    const found = await ensureChromium()
    if (!ensureChineseFont()) console.log(say('没有中文字体。', 'There is no Chinese font: pictures will show boxes.'))
    return found
  })
  if (chromium === null) {
    console.log(say('找不到可用的 Chromium。', 'No Chromium could be found or installed.'))
    return count(name, { passed: 0, failed: 1 })
  }
  const report = join(reports, 'playwright.json')
  const isGood = await timed(name, async () => {
    if (!ensureWebApp(node)) return false
    const command = [...tool('@playwright/test/cli.js'), 'test', '--config', join(specs, 'playwright.config.ts'), '--reporter=list,json']
    return run(command, { GUANXI_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report }, 25)
  })
  const stats = readReport(report)?.stats
  count(name, outcome(isGood, (stats?.expected ?? 0) + (stats?.flaky ?? 0), stats?.unexpected ?? 0))
}

/** A runner that failed without naming a failed test has still failed. */
function outcome(isGood, passed, failed) {
  return { passed, failed: isGood ? failed : Math.max(failed, 1) }
}

function count(name, { passed, failed }) {
  counts.passed += passed
  counts.failed += failed
  if (failed > 0) failedStages.push(name)
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

async function timed(name, work) {
  const begun = performance.now()
  console.log(`\n── ${name}`)
  const result = await work()
  console.log(`── ${name}: ${seconds(begun)}`)
  return result
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

/** Runs one command in a process group of its own, and ends the whole group when its time is up. */
function run([program, ...options], variables, minutes) {
  return new Promise((resolve) => {
    const hasGroups = process.platform !== 'win32'
    const child = spawn(program, options, {
      cwd: root,
      env: { ...environment, ...variables },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: hasGroups,
    })
    const end = (signal) => {
      try {
        process.kill(hasGroups ? -child.pid : child.pid, signal)
      } catch {
        // It ended by itself a moment ago.
      }
    }
    const limit = setTimeout(() => {
      console.log(say(`超过 ${minutes} 分钟，已中止。`, `Stopped after ${minutes} minutes.`))
      end('SIGTERM')
      setTimeout(() => end('SIGKILL'), 10_000).unref()
    }, minutes * 60_000)
    const interrupted = () => {
      end('SIGTERM')
      process.exit(130)
    }
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
    const finish = (isGood) => {
      clearTimeout(limit)
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
      resolve(isGood)
    }
    child.on('error', () => finish(false))
    child.on('exit', (code) => finish(code === 0))
  })
}
