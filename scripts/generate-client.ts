import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crmObjects } from '../crm/index.ts'
import { engineObjects } from '../engine/index.ts'
import { clientTypes } from '../server/http/openapi/client-types.ts'

// Writes the types of the client from the declarations of the objects: `npm run generate`.
const root = join(import.meta.dirname, '..')
const target = join(root, 'client/generated/objects.ts')
writeFileSync(target, clientTypes([...engineObjects, ...crmObjects]))
execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', target], { cwd: root, stdio: 'inherit' })
