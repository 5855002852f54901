import { agreementChecks, type Found, openDatabase } from '../../engine/index.ts'
import type { Language } from '../start-error.ts'
import type { CommandParts } from './with-engine.ts'

/** So many are named of each check; the others are counted. */
const mostNamed = 200

const words = {
  agrees: { zh: '一致', en: 'agree' },
  repaired: { zh: '已修复', en: 'repaired' },
  more: { zh: '……另有 {count} 处', en: '… and {count} more' },
}

/** Compares everything that follows from records with the records, of all workspaces; answers how much still differs. */
export async function runDeepChecks(parts: CommandParts, { repair, language }: { repair: boolean; language: Language }): Promise<number> {
  const { engine, storage, ownerUrl } = parts
  const database = openDatabase({ connectionString: ownerUrl, connections: 2, applicationName: 'guanxi-doctor' })
  const agreement = {
    database,
    registry: engine.registry,
    clock: engine.clock,
    systemContext: (workspaceId: string) => engine.systemContext(workspaceId, 'doctor'),
    files: storage,
    jobs: engine.jobs.keys(),
  }
  let open = 0
  try {
    for (const check of agreementChecks) {
      let count = 0
      for await (const page of check.run(agreement, repair)) {
        for (const found of page) {
          if (!found.repaired) open += 1
          if (++count <= mostNamed) console.log(`${found.repaired ? '✓' : '✗'} ${check.label[language]}: ${sentence(found, language)}`)
        }
      }
      if (count === 0) console.log(`✓ ${check.label[language]}: ${words.agrees[language]}`)
      if (count > mostNamed) console.log(`  ${words.more[language].replace('{count}', String(count - mostNamed))}`)
    }
  } finally {
    await database.close()
  }
  return open
}

function sentence({ object, recordId, workspaceId, what, repaired }: Found, language: Language): string {
  const place = [object, recordId].filter(Boolean).join(' ')
  const where = workspaceId ? ` (${workspaceId})` : ''
  return `${place} ${what[language]}${where}${repaired ? ` — ${words.repaired[language]}` : ''}`.trim()
}
