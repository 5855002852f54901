import { defineTexts } from '../text/catalogue.ts'
import { translate } from '../text/use-text.ts'
import { isProblem } from './client.ts'

export const problemTexts = defineTexts({
  unreachable: {
    zh: '连不上服务器。检查网络后再试；已填的内容还在。',
    en: 'The server cannot be reached. Check the network and try again; what you typed is kept.',
  },
  unexpected: { zh: '服务器没有给出可用的回答。稍后再试。', en: 'The server gave no usable answer. Try again in a moment.' },
  broken: {
    zh: '这里出了问题，内容没有丢。刷新页面后再试。',
    en: 'Something broke here; nothing was lost. Reload the page and try again.',
  },
})

/** What went wrong, in words for the person at the screen. The server's own words come in the right language already. */
export function problemText(error: unknown): string {
  if (!isProblem(error)) return translate(problemTexts, 'broken')
  if (error.code === 'unreachable') return translate(problemTexts, 'unreachable')
  if (error.code === 'unexpected_answer') return translate(problemTexts, 'unexpected')
  return error.problem.detail || error.problem.title
}

/** The problem of one field, for showing it at the field. */
export function fieldProblems(error: unknown): Record<string, string> {
  if (!isProblem(error)) return {}
  const texts: Record<string, string> = {}
  for (const { field, detail } of error.errors) if (field !== undefined && texts[field] === undefined) texts[field] = detail
  return texts
}
