import type { Command } from 'commander'
import type { Language } from '../start-error.ts'
import { type Check, type Finding, platformChecks } from './doctor-checks.ts'
import { runDeepChecks } from './doctor-deep.ts'
import { engineChecks } from './engine-checks.ts'
import { withDatabase } from './with-database.ts'
import { withEngine } from './with-engine.ts'

const words = {
  doctor: { zh: '检查数据库、角色、迁移和磁盘', en: 'Check database, roles, migrations and disk' },
  deep: {
    zh: '逐条比对所有记录与由其产生的数据：搜索词、时间线、历史、文件、任务、事件',
    en: 'Also compare every record with what follows from it: words, timeline, history, files, jobs, events',
  },
  repair: {
    zh: '修复由记录得出的数据（与 --deep 同用）；记录本身从不改动',
    en: 'Make anew what follows from records (with --deep); records themselves are never touched',
  },
  good: { zh: '一切正常。', en: 'All is well.' },
  bad: { zh: '有 {count} 项需要处理。', en: '{count} findings need attention.' },
}
const marks: Record<Finding['state'], string> = { good: '✓', warning: '!', bad: '✗' }

/** Every check, those of the floors above included; one that fails to run is itself a finding. */
const checks: readonly Check[] = [...platformChecks, ...engineChecks]

export function registerDoctor(program: Command, language: Language): void {
  program
    .command('doctor')
    .description(words.doctor[language])
    .option('--deep', words.deep[language])
    .option('--repair', words.repair[language])
    .action(async ({ deep, repair }: { deep?: boolean; repair?: boolean }) => {
      let badCount = await quickFindings(language)
      if (deep || repair)
        await withEngine(language, async (parts) => {
          badCount += await runDeepChecks(parts, { repair: repair === true, language })
        })
      console.log(badCount === 0 ? words.good[language] : words.bad[language].replace('{count}', String(badCount)))
      if (badCount > 0) process.exitCode = 1
    })
}

async function quickFindings(language: Language): Promise<number> {
  let badCount = 0
  await withDatabase(async (database) => {
    for (const check of checks) {
      for (const finding of await findingsOf(check, database)) {
        console.log(`${marks[finding.state]} ${check.label[language]}: ${finding.text[language]}`)
        if (finding.state === 'bad') badCount += 1
      }
    }
  })
  return badCount
}

async function findingsOf(check: Check, database: Parameters<Check['run']>[0]): Promise<Finding[]> {
  try {
    return await check.run(database)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [{ state: 'bad', text: { zh: `检查未能完成：${reason}`, en: `could not be checked: ${reason}` } }]
  }
}
