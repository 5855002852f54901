import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { wordsOfOtherLanguage } from './other-language.ts'

// Every text of the product stands in the code as `{ zh: '…', en: '…' }`: in catalogues, declarations, base data and mails alike.

const root = join(import.meta.dirname, '..')
const sources = globSync(['engine/**/*.ts', 'crm/**/*.ts', 'server/**/*.ts', 'web/src/**/*.{ts,tsx}'], { cwd: root })
  .filter((file) => !/\.test\.ts$/.test(file))
  .map((file) => ({ file, code: readFileSync(join(root, file), 'utf8') }))

const quoted = String.raw`('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\`(?:[^\`\\]|\\.)*\`)`
const pair = new RegExp(String.raw`\bzh: ?\s*${quoted},\s*en: ?\s*${quoted}`, 'g')

type Text = { file: string; zh: string; en: string }
const texts: Text[] = sources.flatMap(({ file, code }) =>
  [...code.matchAll(pair)].map(([, zh = '', en = '']) => ({ file, zh: zh.slice(1, -1), en: en.slice(1, -1) })),
)

const slots = (text: string) => String([...new Set([...text.matchAll(/(?<!\{)\{(\w+)/g)].map(([, name]) => name))].toSorted())

/** Said to people who run the server or write against it: they are told names of commands, settings and parameters, which have no other language. */
const technical = /^server\//

test('the texts are found', () => {
  expect(texts.length).toBeGreaterThan(2_000)
})

test('no English text says something in Chinese', () => {
  const foreign = texts.filter(({ en }) => wordsOfOtherLanguage(en, 'en').length > 0)

  expect(foreign).toEqual([])
})

test('no Chinese text says something in English', () => {
  const foreign = texts.filter(({ file, zh }) => !technical.test(file) && wordsOfOtherLanguage(zh, 'zh').length > 0)
  const untranslated = texts.filter(({ zh, en }) => zh === en && wordsOfOtherLanguage(zh, 'zh').length > 0)

  expect([...foreign, ...untranslated]).toEqual([])
})

test('what the server says fills in the same values in both languages', () => {
  // In the web app the compiler asks for every value that either language names.
  const server = texts.filter(({ file }) => !file.startsWith('web/'))

  expect(server.filter(({ zh, en }) => slots(zh) !== slots(en))).toEqual([])
})

/** The keys of the catalogues, and whether anything else in the product names them: as a word, or as what a template begins or ends with. */
const catalogues = sources.filter(({ code }) => /\bdefine(?:Texts|Messages)\(\{/.test(code))
const keys = catalogues.flatMap(({ file, code }) =>
  [...code.matchAll(/^ {2}([A-Za-z]\w*): \{\s*zh:/gm)].map(([, key = '']) => ({ file, key })),
)

test('no catalogue holds a text that nothing says', () => {
  const said = new Set(
    sources.flatMap(({ code }) => [...code.matchAll(/['"`.]([A-Za-z]\w*)(?=['"`),;\s\].:?!])/g)].map(([, word]) => word)),
  )
  const templates = sources.flatMap(({ code }) =>
    [...code.matchAll(/`(\w*)\$\{[^}`]+\}(\w*)`/g)].map(([, from = '', to = '']) => ({ from, to })),
  )
  const isBuilt = (key: string) =>
    templates.some(
      ({ from, to }) => from.length + to.length > 1 && key.length > from.length + to.length && key.startsWith(from) && key.endsWith(to),
    )

  expect(keys.filter(({ key }) => !said.has(key) && !isBuilt(key))).toEqual([])
})

test('every error that is thrown has a text', () => {
  const known = new Set(sources.flatMap(({ code }) => [...code.matchAll(/^\s*(\w+): \{\s*zh:/gm)].map(([, key]) => key)))
  const thrown = sources.flatMap(({ file, code }) =>
    [...code.matchAll(/new (?:InvalidInput|SignIn|Access|NotFound|Rule|Busy|Request)Error\(\s*(?:\d+, )?'(\w+)'/g)].map(([, key = '']) => ({
      file,
      key,
    })),
  )

  expect(thrown.length).toBeGreaterThan(100)
  expect(thrown.filter(({ key }) => !known.has(key))).toEqual([])
})
