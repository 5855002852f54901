// Run after `npm install` when it changed package-lock.json: `node scripts/complete-lock.mjs`.
//
// Native parts come as one optional package per system, and `npm ci` wants every one of them in the lock file, also those
// for other systems. npm leaves out the ones that its registry did not offer; here they are added by name and version.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const path = join(dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32']

for (const owner of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`
    const parts = name.split(/[/-]/)
    const os = systems.filter((system) => parts.includes(system))
    const cpu = processors.filter((processor) => parts.includes(processor))
    if (lock.packages[place] || os.length === 0 || cpu.length === 0 || !/^\d/.test(version)) continue
    const libc = parts.includes('musl') ? { libc: ['musl'] } : parts.includes('gnu') ? { libc: ['glibc'] } : {}
    lock.packages[place] = {
      version,
      cpu,
      ...(owner.dev ? { dev: true } : {}),
      ...libc,
      license: owner.license,
      optional: true,
      os,
      engines: owner.engines,
    }
    console.log(`${name} ${version}`)
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
