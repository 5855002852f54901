import { beforeEach, describe, expect, test, vi } from 'vitest'

const kept = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
  removeItem: (key: string) => kept.delete(key),
})

async function fresh() {
  vi.resetModules()
  return await import('./own-letters.ts')
}

beforeEach(() => kept.clear())

describe('letters of one’s own', () => {
  test('an action moved to a letter that is taken changes places with the other', async () => {
    const letters = await fresh()
    letters.moveLetter('e', 'x')
    expect([letters.ownLetter('e'), letters.ownLetter('x')]).toEqual(['x', 'e'])
    letters.moveLetter('e', 'q')
    expect(['e', 'x', 'q'].map(letters.ownLetter)).toEqual(['q', 'e', 'x'])
    const all = [...'abcdefghijklmnopqrstuvwxyz']
    expect(new Set(all.map(letters.ownLetter)).size).toBe(26)
    expect(all.map((one) => letters.meantLetter(letters.ownLetter(one)))).toEqual(all)
  })

  test('they are found again after a reload, and let go by a reset', async () => {
    const first = await fresh()
    first.moveLetter('n', 'c')
    expect((await fresh()).ownLetter('n')).toBe('c')
    ;(await fresh()).resetLetters()
    expect((await fresh()).ownLetter('n')).toBe('n')
    expect(kept.size).toBe(0)
  })

  test('what is kept and makes no sense is not believed', async () => {
    for (const broken of ['{"e":"x"}', '{"e":"x","f":"x","x":"e"}', '{"e":1}', '[', 'null', '"e"']) {
      kept.set('guanxi.letters', broken)
      expect((await fresh()).ownLetter('e')).toBe('e')
    }
  })
})
