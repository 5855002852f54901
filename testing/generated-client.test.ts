import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crmObjects } from '../crm/index.ts'
import { engineObjects } from '../engine/index.ts'
import { clientTypes } from '../server/http/openapi/client-types.ts'

test('the types of the client are those of the declarations; if not: npm run generate', () => {
  const written = readFileSync(join(import.meta.dirname, '../client/generated/objects.ts'), 'utf8')

  expect(withoutLayout(written)).toBe(withoutLayout(clientTypes([...engineObjects, ...crmObjects])))
})

/** The formatter decides about line breaks and trailing commas. */
function withoutLayout(text: string): string {
  return text.replace(/\s+/g, '').replace(/,([}\]])/g, '$1')
}
