// `npm start`: install what is missing, build what changed, serve.
import { ensureInstalled, ensureWebApp, runProgram } from './bootstrap.mjs'

const node = await ensureInstalled()
if (!ensureWebApp(node)) process.exit(1)
runProgram(node, 'server/main.ts', [])
