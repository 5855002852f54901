import type { Command } from 'commander'
import { serve } from '../main.ts'
import type { Language } from '../start-error.ts'

const words = {
  start: { zh: '启动服务器（先迁移数据库）', en: 'Migrate the database and serve' },
}

export function registerStart(program: Command, language: Language): void {
  program.command('start').description(words.start[language]).action(serve)
}
