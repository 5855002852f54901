import type { Command } from 'commander'
import type { Language } from '../start-error.ts'
import { withDatabase } from './with-database.ts'

const words = {
  migrate: { zh: '将数据库迁移到本版本', en: 'Bring the database up to this release' },
  applied: { zh: '已应用 {name}', en: 'Applied {name}' },
  upToDate: { zh: '数据库已是最新：共 {total} 个迁移。', en: 'The database is up to date: {total} migrations.' },
}

export function registerMigrate(program: Command, language: Language): void {
  program
    .command('migrate')
    .description(words.migrate[language])
    .action(() =>
      withDatabase(async ({ migrations }) => {
        for (const name of migrations.applied) console.log(words.applied[language].replace('{name}', name))
        console.log(words.upToDate[language].replace('{total}', String(migrations.total)))
      }),
    )
}
