import { formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { transferTexts } from './messages.ts'

/** What a transfer came to, in words. */
export function useWhenOver(): (result: unknown) => string {
  const t = useText(transferTexts)
  return (result) => {
    const { changed = 0, refused = [] } = result as { changed?: number; refused?: unknown[] }
    const done = t('done', { count: formatNumber(changed) })
    return refused.length === 0 ? done : t('doneLeft', { done, count: formatNumber(refused.length) })
  }
}
