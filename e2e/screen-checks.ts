import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { wordsOfOtherLanguage } from '../testing/other-language.ts'

// What is asked of every screen: nothing that WCAG 2.2 AA forbids, nothing wider than the window, no word of the other language.

type Axe = {
  run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; target: unknown[] }[] }[] }>
}

const { resolve } = createRequire(import.meta.url)
// The checker itself, from beside its Playwright package: put into the page once, where the package would do so for every look.
const axeSource = readFileSync(createRequire(resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8')
const wcag = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }
/** Of the rules, the only one that can change its mind with the colours. */
const contrast = { type: 'rule', values: ['color-contrast'] }

export async function violations(page: Page, which: 'all' | 'contrast' = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  return page.evaluate(
    async (runOnly) => {
      const { axe } = globalThis as unknown as { axe: Axe }
      const { violations: all } = await axe.run(document, { runOnly, resultTypes: ['violations'] })
      return all.flatMap(({ id, nodes }) => nodes.map(({ html, target }) => `${id}: ${target.join(' ')}: ${html.slice(0, 160)}`))
    },
    which === 'all' ? wcag : contrast,
  )
}

/** A table may scroll inside its own frame; the page itself may not. */
export async function wider(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
    const names = wide.slice(0, 3).map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`)
    return [`${scrollWidth} wide in ${clientWidth}: ${names.join(', ')}`]
  })
}

/** Names of people, of the company and of its records are what their owners wrote: they are the same in both languages. */
const people = [
  'Guanxi 关系',
  '同川设备',
  '陈思远',
  '沈一诺',
  '陈',
  '沈',
  'chen@example.com',
  'colleague1@example.com',
  '中文',
  'English',
  'localhost',
  'NAME',
  'LEVEL',
  'PHONE',
  'UNKNOWN',
]

/** Texts in the other language than the page's, unless their element says by `lang` that they are. */
export async function foreignWords(page: Page, names: readonly string[]): Promise<string[]> {
  const written = [...people, ...names].toSorted((one, other) => other.length - one.length)
  const { language, texts } = await page.evaluate(() => {
    const own = document.documentElement.lang.slice(0, 2)
    const told = (element: Element) => (element.closest('[lang]')?.getAttribute('lang') ?? own).slice(0, 2)
    const seen = [...document.body.querySelectorAll('*')].filter(
      (element) => told(element) === own && !element.closest('script, style, template, [translate="no"]'),
    )
    const labels = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription', 'aria-valuetext']
    return {
      language: own,
      texts: seen.flatMap((element) => [
        ...[...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ textContent }) => textContent ?? ''),
        ...labels.map((name) => element.getAttribute(name) ?? ''),
      ]),
    }
  })
  const isForeign = (text: string) => {
    const bare = written.reduce((rest, one) => rest.replaceAll(one, ' '), text)
    return wordsOfOtherLanguage(bare, language === 'en' ? 'en' : 'zh').length > 0
  }
  // A key of a catalogue that found no text, or a value that was not filled in.
  const isRaw = (text: string) => /(?<!\{)\{\w+(\|[^}]*)?\}(?!\})|\bundefined\b|\[object Object\]|\bNaN\b/.test(text)
  return [...new Set(texts.map((text) => text.trim()).filter((text) => isForeign(text) || isRaw(text)))].map(
    (text) => `${language}: ${text.slice(0, 100)}`,
  )
}

/** Walks with Tab and names every stop that looks the same with and without the focus, itself and what is around it. */
export async function unseenStops(page: Page, stops: number): Promise<string[]> {
  const unseen = new Set<string>()
  for (let stop = 0; stop < stops; stop++) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement || element instanceof SVGElement) || element === document.body) return ''
      const around = [element, ...element.children, ...element.querySelectorAll('[data-cursor]')]
      for (let outer = element.parentElement; outer && around.length < 40 && outer !== document.body; outer = outer.parentElement)
        around.push(outer)
      const look = () =>
        around
          .map((one) => getComputedStyle(one))
          .map(({ boxShadow, outline, backgroundColor, borderColor, stroke }) =>
            [boxShadow, outline, backgroundColor, borderColor, stroke].join(),
          )
          .join()
      const focused = look()
      element.blur()
      const isSeen = look() !== focused
      element.focus({ focusVisible: true } as FocusOptions)
      return isSeen ? '' : element.outerHTML.slice(0, 160)
    })
    if (name !== '') unseen.add(name)
  }
  return [...unseen]
}
