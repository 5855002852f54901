import { Link, useSearch } from '@tanstack/react-router'
import { List } from 'lucide-react'
import { useMemo } from 'react'
import { useMeta } from '../data/meta.ts'
import { Empty } from '../design/states.tsx'
import { useLanguage, useText } from '../text/index.ts'
import { ChoiceTable } from './ChoiceTable.tsx'
import { choiceLists } from './choice-lists.ts'
import { messages } from './messages.ts'

/** Every choice list of the workspace, edited in one place. */
export function BaseData() {
  const t = useText(messages)
  const meta = useMeta()
  const language = useLanguage()
  const { of } = useSearch({ from: '/frame/settings/$section' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: names of lists are written in the language that is shown
  const lists = useMemo(() => choiceLists(meta), [meta, language])
  const chosen = lists.find(({ key }) => key === of) ?? lists[0]

  if (!chosen) return <Empty icon={<List className="i" aria-hidden="true" />} title={t('noLists')} />
  return (
    <div className="split">
      <nav aria-label={t('lists')}>
        {lists.map(({ key, name, count }) => (
          <Link
            key={key}
            to="/settings/$section"
            params={{ section: 'base-data' }}
            search={{ of: key }}
            className={key === chosen.key ? 'on' : ''}
            aria-current={key === chosen.key ? 'page' : undefined}
          >
            <span className="el">{name}</span>
            <span className="cnt">{count}</span>
          </Link>
        ))}
      </nav>
      <ChoiceTable key={chosen.key} list={chosen} />
    </div>
  )
}
