import './palette.css'
import { useNavigate } from '@tanstack/react-router'
import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import { noteFinderUsed } from '../data/first-steps.ts'
import { useLabel, useMeta } from '../data/meta.ts'
import { useSearch } from '../data/records.ts'
import { useFocusInside } from '../design/focus.ts'
import { Keys } from '../design/Keys.tsx'
import { useText } from '../text/index.ts'
import { Highlighted } from './Highlighted.tsx'
import { messages } from './messages.ts'
import { takeTypedAhead } from './PaletteLoading.tsx'
import { type PaletteGroup, type PaletteItem, usePaletteGroups } from './palette-items.tsx'

/** ⌘K: one box that finds records by name, pinyin initials, phone ending or number, and runs every command. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const label = useLabel()
  const navigate = useNavigate()
  const { objects } = useMeta()
  const listId = useId()
  const own = useRef<HTMLElement>(null)
  const goOn = useFocusInside(own, (box) => box.querySelector('input'))
  const [text, setText] = useState(takeTypedAhead)
  const [limitTo, setLimitTo] = useState<string | null>(null)
  const [chosen, setChosen] = useState(0)

  const query = useDeferredValue(text.trim())
  const search = useSearch(query, limitTo === null ? { limit: 12 } : { objects: [limitTo], limit: 20 })
  const results = query === '' ? [] : (search.data?.results ?? [])
  const groups = usePaletteGroups({ text: query, limitTo, results, chosen })
  const items = groups.flatMap((group) => group.items)
  const at = Math.min(chosen, Math.max(0, items.length - 1))

  const types = [
    null,
    ...objects.filter(({ internal, fields }) => !internal && fields.some(({ searched }) => searched)).map(({ key }) => key),
  ]
  const limitName = limitTo === null ? t('everything') : label(objects.find(({ key }) => key === limitTo)?.plural ?? { zh: '', en: '' })

  function run(item: PaletteItem | undefined, inNewTab: boolean): void {
    if (!item) return
    noteFinderUsed()
    if (inNewTab && item.href !== undefined) window.open(item.href, '_blank')
    else {
      if (item.href !== undefined) goOn()
      onClose()
      if (item.href === undefined) item.run?.()
      else void navigate({ href: item.href })
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setChosen((at + step + items.length) % Math.max(1, items.length))
    else if (event.key === 'Enter') run(items[at], event.metaKey || event.ctrlKey)
    else if (event.key === 'Tab') {
      const next = types[(types.indexOf(limitTo) + (event.shiftKey ? -1 : 1) + types.length) % types.length]
      setLimitTo(next ?? null)
      setChosen(0)
    } else if (event.key === 'Backspace' && text === '' && limitTo !== null) setLimitTo(null)
    else if (event.key === 'ArrowRight' && caretAtEnd(event.target)) setChosen(firstOfLastGroup(groups, at))
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const nothing = query !== '' && !search.isFetching && results.length === 0

  return (
    <div className="scrim" onPointerDown={(event) => event.target === event.currentTarget && onClose()}>
      <section ref={own} className="cmd" role="dialog" aria-modal="true" aria-label={t('searchOrRun')}>
        <div className="in">
          <Search className="i" aria-hidden="true" />
          <input
            // biome-ignore lint/a11y/noAutofocus: a palette is opened to type into it
            autoFocus
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={items[at] ? `${listId}-${at}` : undefined}
            aria-label={t('searchOrRun')}
            placeholder={t('searchOrRun')}
            value={text}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setText(event.target.value)
              setChosen(0)
            }}
            onKeyDown={onKeyDown}
          />
          <span className="tag line">{limitName}</span>
          <button type="button" className="leave" aria-label={t('dismiss')} onClick={onClose}>
            <Keys keys="Esc" />
            <X className="i l" aria-hidden="true" />
          </button>
        </div>
        {nothing && (
          <div className="none">
            <b>{t('nothingFound', { text: query })}</b>
            <p className="t3">{t('nothingFoundHint')}</p>
          </div>
        )}
        <div className="hits" id={listId} role="listbox" aria-label={t('paletteResults')} hidden={groups.length === 0}>
          <Groups
            groups={groups}
            at={at}
            listId={listId}
            onRun={(item, inNewTab) => run(item, inNewTab)}
            onPoint={setChosen}
            query={query}
          />
        </div>
        <div className="ft">
          <span className="wide-only">
            <Keys keys="Up" />
            <Keys keys="Down" /> {t('choose')}
          </span>
          <span className="wide-only">
            <Keys keys="Mod+Enter" /> {t('newTab')}
          </span>
          <span className="wide-only">
            <Keys keys="Tab" /> {t('limitType')}
          </span>
          <span className="end tip" title={t('searchTips')}>
            {t('searchTips')}
          </span>
          {search.data && query !== '' && <span>{t('milliseconds', { ms: Math.max(1, Math.round(search.data.tookMs)) })}</span>}
        </div>
      </section>
    </div>
  )
}

type GroupsProps = {
  groups: readonly PaletteGroup[]
  at: number
  listId: string
  query: string
  onRun: (item: PaletteItem, inNewTab: boolean) => void
  onPoint: (at: number) => void
}

function Groups({ groups, at, listId, query, onRun, onPoint }: GroupsProps): ReactNode {
  const hasMore = groups.some(({ isAboutChosen }) => isAboutChosen)
  let position = -1
  return groups.map((group) => (
    // biome-ignore lint/a11y/useSemanticElements: options of a listbox may stand in a group, not in a fieldset
    <div key={group.name} role="group" aria-label={group.name}>
      <div className="group-name" aria-hidden="true">
        {group.name}
      </div>
      {group.items.map((item) => {
        position++
        const own = position
        return (
          <Hit
            key={item.id}
            item={item}
            hasMore={hasMore}
            id={`${listId}-${own}`}
            isOn={own === at}
            query={query}
            onRun={(inNewTab) => onRun(item, inNewTab)}
            onPoint={() => onPoint(own)}
          />
        )
      })}
    </div>
  ))
}

type HitProps = {
  item: PaletteItem
  id: string
  isOn: boolean
  hasMore: boolean
  query: string
  onRun: (inNewTab: boolean) => void
  onPoint: () => void
}

function Hit({ item, id, isOn, hasMore, query, onRun, onPoint }: HitProps) {
  const t = useText(messages)
  const own = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isOn) own.current?.scrollIntoView({ block: 'nearest' })
  }, [isOn])
  const { icon, title, meta, keys, isRecord, match } = item
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works in the box above, aria-activedescendant points here
    // biome-ignore lint/a11y/useFocusableInteractive: as above
    <div
      ref={own}
      id={id}
      className={`it${isOn ? ' on' : ''}`}
      role="option"
      aria-selected={isOn}
      onPointerMove={isOn ? undefined : onPoint}
      onClick={(event) => onRun(event.metaKey || event.ctrlKey)}
    >
      {icon}
      <span className="el name">
        <Highlighted text={title} query={isRecord ? query : ''} match={match} />
      </span>
      {meta && (
        <span className="meta el">
          <Highlighted text={meta} query={isRecord ? query : ''} match={match} />
        </span>
      )}
      <span className="end row g3 small t3">
        {isOn && (
          <>
            {isRecord ? t('open') : t('run')} <Keys keys="Enter" />
            {isRecord && hasMore && (
              <>
                {t('moreActions')} <Keys keys="Right" />
              </>
            )}
          </>
        )}
        {keys !== undefined && <Keys keys={keys} />}
      </span>
    </div>
  )
}

function caretAtEnd(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.selectionStart === target.value.length && target.value !== ''
}

/** "More actions": from a record straight to what can be done with it. */
function firstOfLastGroup(groups: readonly PaletteGroup[], at: number): number {
  let position = 0
  for (const group of groups) {
    if (group.isAboutChosen) return position
    position += group.items.length
  }
  return at
}
