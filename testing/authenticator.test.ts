import { expect, test } from 'vitest'
import { authenticatorCode } from './authenticator.ts'

// The vectors of RFC 6238, appendix B, for SHA-1, shortened to six digits: the secret is "12345678901234567890".
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('at second %i the code is %s', (seconds, code) => {
  expect(authenticatorCode('otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', seconds * 1000)).toBe(code)
})
