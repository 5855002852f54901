import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { readValue } from './read-value.ts'
import { secretBox } from './secret-box.ts'

const old = randomBytes(32)
const current = randomBytes(32)

test('what was sealed is opened again, also after the key was changed', () => {
  const sealed = secretBox([old]).seal('授权码 42')

  expect(secretBox([current, old]).open(sealed)).toBe('授权码 42')
  expect(sealed).not.toContain('42')
})

test('the same text never looks the same twice, and a changed byte is noticed', () => {
  const box = secretBox([current])
  const [one, two] = [box.seal('token'), box.seal('token')]

  expect(one).not.toBe(two)
  expect(() => box.open(`${one.slice(0, -2)}AA`)).toThrow()
  expect(() => secretBox([old]).open(one)).toThrow('a key that is not here')
})

test('a secret field is sealed as it is read: nothing behind it ever holds the text', () => {
  const box = secretBox([current])
  const field = { kind: 'secret', label: { zh: '密钥', en: 'Secret' } } as const

  const value = readValue('apiKey', field, 'hunter2', { currency: 'CNY', inactiveChoices: false, choices: () => undefined, seal: box.seal })

  expect(box.open(String(value))).toBe('hunter2')
})
