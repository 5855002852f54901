import { useChoices, useLabel } from '../../data/meta.ts'
import { formatDate } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import type { Drawn, Tie } from './graph.ts'
import { messages } from './messages.ts'

/** What a tie says: of one end, in words. */
export function useTieWords({ nodes }: Drawn) {
  const t = useText(messages)
  const label = useLabel()
  const roles = useChoices('decision-role')
  const titles = new Map(nodes.map(({ id, title }) => [id, title]))

  /** What somebody does there: the title of their position and their part in decisions. */
  function position({ label: title, role }: Tie): string | null {
    const part = roles.find(({ key }) => key === role)
    return [title, part && label(part.label)].filter((word) => word).join(' · ') || null
  }

  function plain(tie: Tie, of: string): string {
    const isFrom = tie.from === of
    const other = titles.get(isFrom ? tie.to : tie.from) ?? ''
    switch (tie.kind) {
      case 'parent':
        return isFrom ? t('parentOf', { other }) : t('childOf', { other })
      case 'referred':
        return isFrom ? t('referrerOf', { other }) : t('referredBy', { other })
      case 'relation':
        return t('isTo', { other, what: (isFrom ? tie.label : tie.reverse) ?? t('relation') })
      case 'works': {
        const what = position(tie)
        return isFrom ? t('employs', { other }) : what === null ? t('worksAt', { other }) : t('worksAs', { other, what })
      }
      case 'reports':
        return isFrom ? t('superiorOf', { other }) : t('reportsTo', { other })
    }
  }

  return {
    position,
    ofEnd: (tie: Tie, of: string) =>
      tie.until === null ? plain(tie, of) : t('ended', { what: plain(tie, of), date: formatDate(tie.until) }),
  }
}
