// `npm start`: install what is missing, build what changed, serve.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, ensureWebApp, root, runProgram } from './bootstrap.mjs'

const node = await ensureInstalled()
if (!ensureWebApp(node)) process.exit(1)
// `npm start -- --demo`: a fresh installation begins with a company to look at; one that is in use is left alone.
if (process.argv.includes('--demo')) {
  const demo = spawnSync(node, [join(root, 'server/cli/main.ts'), 'demo', '--if-new'], { cwd: root, stdio: 'inherit' })
  if (demo.status !== 0) process.exit(demo.status ?? 1)
}
runProgram(node, 'server/main.ts', [])
