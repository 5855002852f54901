import { expect, test } from 'vitest'
import { setUpGaps } from './set-up-check.ts'

const whole = {
  workspaceName: '远山医疗',
  currency: 'CNY',
  locale: 'zh-CN' as const,
  timeZone: 'Asia/Shanghai',
  name: '陈思远',
  email: 'chen@yuanshan.example',
  password: 'correct horse',
}

test('a whole form has no gaps', () => {
  expect(setUpGaps(whole)).toEqual([])
})

test.each([
  [{ workspaceName: ' ' }, [{ field: 'workspaceName', gap: 'missing' }]],
  [{ email: 'chen' }, [{ field: 'email', gap: 'email' }]],
  [{ password: '密码密码密码' }, [{ field: 'password', gap: 'short' }]],
  [
    { name: '', password: '' },
    [
      { field: 'name', gap: 'missing' },
      { field: 'password', gap: 'missing' },
    ],
  ],
])('with %j it says %j', (change, gaps) => {
  expect(setUpGaps({ ...whole, ...change })).toEqual(gaps)
})
