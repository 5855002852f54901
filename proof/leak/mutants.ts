import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Mutant, mutants } from './mutant-list.ts'

// `npm run leak:mutants -- --only history,mask --focus told,acting`: faults planted on purpose in a copy of the source. The proof is worth something only if it finds each of them.

const root = join(import.meta.dirname, '../..')
const copied = ['engine', 'crm', 'server', 'client', 'testing', 'proof', 'scripts', 'migrations', 'package.json', 'tsconfig.json']
const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '6000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    focus: { type: 'string' },
  },
})

const folder = await mkdtemp(join(tmpdir(), 'guanxi-mutants-'))
const survived: string[] = []
try {
  for (const name of copied) await cp(join(root, name), join(folder, name), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  const sound = await proof(String(Math.min(1000, Number(values.operations))))
  if (sound.code !== 0) throw new Error(`The source as it is does not pass:\n${sound.text}`)
  for (const mutant of mutants.filter(isWanted)) {
    const began = performance.now()
    const taken = await plant(mutant)
    const { code, text } = await proof()
    await taken()
    const found = /^LEAK[^\n]*\n[^\n]*\n([^\n]*)/m.exec(text)
    const isFound = code !== 0 && found !== null
    // A fault that keeps the server from working at all proves nothing.
    if (code !== 0 && !found) throw new Error(`"${mutant.name}" breaks the proof itself:\n${text.slice(-2_000)}`)
    if (!isFound) survived.push(mutant.name)
    const seconds = ((performance.now() - began) / 1000).toFixed(0)
    console.log(
      `${isFound ? 'found   ' : 'SURVIVED'}  ${mutant.name} (${seconds} s)${isFound ? `\n            ${found[0].replaceAll(/\s+/g, ' ').slice(0, 260)}` : ''}`,
    )
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
console.log(survived.length === 0 ? 'Every planted fault was found.' : `Not found: ${survived.join('; ')}`)
process.exitCode = survived.length === 0 ? 0 : 1

/** `--only` takes parts of names, with commas between. */
function isWanted({ name }: Mutant): boolean {
  return values.only === undefined || values.only.split(',').some((part) => name.includes(part))
}

/** Writes the fault into the copy, and gives what takes it out again. A text that is no longer there is an error: the list must follow the code. */
async function plant({ name, file, from, to }: Mutant): Promise<() => Promise<void>> {
  const path = join(folder, file)
  const source = await readFile(path, 'utf8')
  const planted = source.replace(from, () => to)
  if (planted === source) throw new Error(`"${name}" cannot be planted: ${file} does not hold\n${from}`)
  await writeFile(path, planted)
  return () => writeFile(path, source)
}

function proof(operations = values.operations): Promise<{ code: number | null; text: string }> {
  const program = [
    join(folder, 'proof/leak/main.ts'),
    '--operations',
    operations,
    '--seed',
    String(values.seed),
    '--world',
    '700',
    '--most',
    '1',
    '--no-shrink',
    ...(values.focus === undefined ? [] : ['--focus', values.focus]),
  ]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, program, {
      cwd: folder,
      env: { ...process.env, GUANXI_LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve({ code, text }))
  })
}
