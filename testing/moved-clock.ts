import { existsSync, readFileSync } from 'node:fs'
import { systemClock } from '../engine/clock.ts'

/**
 * Loaded into a server before its own program (`NODE_OPTIONS=--import`), this moves the server's clock by the milliseconds that stand in a file. It is no
 * setting of the product: a server that is started without it knows no other clock than the machine's.
 */
const file = process.env['MOVED_CLOCK'] ?? ''

Object.assign(systemClock, {
  now: () => new Date(Date.now() + (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0)),
})
