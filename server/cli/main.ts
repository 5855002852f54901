import { program } from 'commander'
import { sayError } from '../main.ts'
import { terminalLanguage } from '../start-error.ts'
import { registerDemo } from './demo.ts'
import { registerDoctor } from './doctor.ts'
import { registerExport } from './export.ts'
import { registerImport } from './import.ts'
import { registerMigrate } from './migrate.ts'
import { registerStart } from './start.ts'
import { registerToken } from './token.ts'
import { registerUser } from './user.ts'
import { registerWorkspace } from './workspace.ts'

const language = terminalLanguage()

program.name('guanxi').description({ zh: '关系：客户关系管理', en: 'Guanxi: customer relationship management' }[language])

for (const register of [
  registerStart,
  registerMigrate,
  registerDoctor,
  registerWorkspace,
  registerUser,
  registerToken,
  registerImport,
  registerExport,
  registerDemo,
])
  register(program, language)

// The process that started this one is gone: whatever this command holds open is put away as after Ctrl-C.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()

try {
  await program.parseAsync()
} catch (error) {
  sayError(error)
  process.exitCode = 1
}
