import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

type Import = [file: string, imported: string]

const forbidden: Import[] = [
  ['engine/query/compile.ts', '../../crm/sales/index.ts'],
  ['engine/query/compile.ts', '../../server/config.ts'],
  ['engine/clock.ts', '../client/index.ts'],
  ['crm/sales/objects/opportunity.ts', '../../../server/config.ts'],
  ['crm/sales/objects/opportunity.ts', '../../customers/objects/account.ts'],
  ['crm/sales/index.ts', '../customers/rules/region.ts'],
  ['server/app.ts', '../web/src/main.tsx'],
  ['server/http/routes.ts', '../../client/index.ts'],
  ['client/index.ts', '../engine/index.ts'],
  ['web/src/main.tsx', '../../engine/index.ts'],
  ['web/src/sales/Board.tsx', '../../../crm/sales/index.ts'],
]

const allowed: Import[] = [
  ['engine/query/compile.ts', '../declare/field.ts'],
  ['crm/sales/objects/opportunity.ts', '../../../engine/index.ts'],
  ['crm/sales/objects/opportunity.ts', '../../customers/index.ts'],
  ['crm/sales/objects/opportunity.ts', '../rules/weighted-amount.ts'],
  ['server/identity/auth.ts', 'better-auth/client/plugins'],
  ['server/main.ts', '../crm/index.ts'],
  ['web/src/sales/Board.tsx', '../../../client/index.ts'],
]

const refused = lintEachAlone([...forbidden, ...allowed])

test.each(forbidden)('%s may not import %s', (file, imported) => {
  expect(refused).toContain(`${file} ${imported}`)
})

test.each(allowed)('%s may import %s', (file, imported) => {
  expect(refused).not.toContain(`${file} ${imported}`)
})

/** Lays the imports out as files of those places, under the project's own rules, and returns what the linter refuses. */
function lintEachAlone(imports: readonly Import[]): string[] {
  const root = join(import.meta.dirname, '..')
  const place = mkdtempSync(join(tmpdir(), 'guanxi-imports-'))
  mkdirSync(join(place, 'scripts'))
  for (const file of ['biome.json', 'scripts/business-time.grit']) copyFileSync(join(root, file), join(place, file))
  const probes = imports.map(([file, imported], index) => {
    const probe = join(dirname(file), `probe-${index}.ts`)
    mkdirSync(join(place, dirname(file)), { recursive: true })
    writeFileSync(join(place, probe), `import { something } from '${imported}'\n\nexport const used = something\n`)
    return { probe, label: `${file} ${imported}` }
  })
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const options = ['lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--colors=off', '.']
  const { stdout, stderr } = spawnSync(process.execPath, [biome, ...options], { cwd: place, encoding: 'utf8' })
  rmSync(place, { recursive: true })
  return probes.filter(({ probe }) => `${stdout}${stderr}`.includes(`${probe}:`)).map(({ label }) => label)
}
