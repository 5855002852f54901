// `npm start`: install what is missing, build what changed, serve.
import { ensureInstalled, ensureWebApp, runProgram } from './bootstrap.mjs'

const node = ensureInstalled()
ensureWebApp(node)
runProgram(node, 'server/main.ts', [])
