import { expect, test } from 'vitest'
import { explainOutput } from './database/cluster.ts'
import { explainFileError, StartError, terminalLanguage } from './start-error.ts'

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
  [{}, 'en'],
] as const)('the terminal language of %j is %s', (environment, language) => {
  expect(terminalLanguage(environment)).toBe(language)
})

test('a full disk is told apart from missing rights, and both from a bug', () => {
  const failing = (code: string) => explainFileError(Object.assign(new Error(code), { code }), '/data')

  expect(failing('ENOSPC')).toMatchObject({ code: 'disk_full' })
  expect(failing('EROFS')).toMatchObject({ code: 'not_writable' })
  expect(failing('EINVAL')).not.toBeInstanceOf(StartError)
})

test.each([
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'disk_full'],
  ['initdb: error: could not create directory "x": Permission denied', 'not_writable'],
  ['LOG:  something\n2026-01-01 UTC [1] FATAL:  invalid value for parameter "x"\n', 'database_did_not_start'],
])('PostgreSQL saying %j means %s', (output, code) => {
  expect(explainOutput(output, '/data', '/data/log')).toMatchObject({ code })
})

test('the sentence names the last telling line and stands in both languages', () => {
  const error = explainOutput('LOG:  one\n2026-01-01 UTC [1] FATAL:  bad setting\nLOG:  two\n', '/data', '/data/log')

  expect(error.message).toBe('The database did not start: bad setting. Details are in /data/log.')
  expect(error.inLanguage('zh')).toBe('数据库无法启动：bad setting。详情见 /data/log。')
})
