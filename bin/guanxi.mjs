#!/usr/bin/env node
// The `guanxi` command: `npm run guanxi -- doctor`.
import { ensureInstalled, ensureWebApp, runProgram } from '../scripts/bootstrap.mjs'

const options = process.argv.slice(2)
const node = await ensureInstalled()
if (options[0] === 'start' && !ensureWebApp(node)) process.exit(1)
runProgram(node, 'server/cli/main.ts', options)
