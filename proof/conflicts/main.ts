import { parseArgs } from 'node:util'
import { conflictingEdits } from './conflicts.ts'

const { values } = parseArgs({ options: { edits: { type: 'string', default: '1000' } } })
for (const servers of [1, 2] as const) {
  const { edits, acknowledged, refused, broken } = await conflictingEdits(servers, Number(values.edits))
  console.log(
    `${servers} server(s): ${edits} edits of the same records, ${acknowledged} acknowledged, ${refused} refused, ${broken.length} broken promises`,
  )
  for (const one of broken) console.log(`   ✗ ${one}`)
  if (broken.length > 0) process.exitCode = 1
}
