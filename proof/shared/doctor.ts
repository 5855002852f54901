import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { Installation } from './installation.ts'

const root = join(import.meta.dirname, '..', '..')

/** What `guanxi doctor --deep` finds, as an operator runs it beside the servers; nothing when all agrees. */
export async function deepFindings(installation: Installation): Promise<string[]> {
  const environment = { ...process.env, LC_ALL: 'en_US.UTF-8', ...(await installation.variables()) }
  const { failed, output } = await new Promise<{ failed: boolean; output: string }>((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'server/cli/main.ts'), 'doctor', '--deep'],
      { env: environment, cwd: root },
      (error, stdout, stderr) => resolve({ failed: error !== null, output: stdout + stderr }),
    )
  })
  return failed ? output.split('\n').filter((line) => !line.startsWith('✓') && line !== '') : []
}
