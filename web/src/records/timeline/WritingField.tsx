import { formatList } from '../../design/format.ts'
import './writing.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { EyeOff, FileText } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type Ref, useId, useImperativeHandle, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { client, type ObjectMeta, type RecordJson, type RecordLink } from '../../data/client.ts'
import { useObjectIfReadable } from '../../data/meta.ts'
import { useList } from '../../data/records.ts'
import { Avatar } from '../../design/Avatar.tsx'
import { useText } from '../../text/index.ts'
import { Popup } from '../fields/Popup.tsx'
import { timelineTexts } from './messages.ts'
import { type Asked, askedAt, fillTemplate, putIn } from './writing.ts'

/** Somebody who was chosen after an @, and whether they may see what is written here. */
export type Named = RecordLink & { maySee: boolean }
export type Writing = { content: string; named: readonly Named[] }

type Props = Writing & {
  object: ObjectMeta
  record: RecordJson
  label: string
  placeholder: string
  onChange: (written: Writing) => void
  /** What fills the gaps of a template, and for which kind of activity; without it templates are not offered. */
  templates?: { known: Readonly<Record<string, string | undefined>>; type: string } | undefined
  fieldRef?: Ref<HTMLTextAreaElement>
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
}

type Option = { key: string; shown: ReactNode; words: string; named?: Named }

/** Where one writes what was said: `@` names a colleague, `/` puts in a template. */
export function WritingField(props: Props) {
  const { content, named, onChange, label, placeholder } = props
  const t = useText(timelineTexts)
  const area = useRef<HTMLTextAreaElement>(null)
  const mirror = useRef<HTMLDivElement>(null)
  const listId = useId()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [at, setAt] = useState(0)
  const options = useOptions(props, asked)
  const isOpen = asked !== null && options.length > 0
  const unseeing = named.filter(({ maySee, title }) => !maySee && content.includes(`@${title}`))
  useImperativeHandle(props.fieldRef, () => area.current as HTMLTextAreaElement)

  function look(text: string, caret: number): void {
    const next = askedAt(text, caret)
    const isSame = next?.sign === asked?.sign && next?.from === asked?.from && next?.query === asked?.query
    if (isSame) return
    setAsked(next)
    setAt(0)
  }

  function choose(option: Option | undefined): void {
    if (!asked || !option) return
    const { text, caret } = putIn(content, asked, option.words)
    // Drawn at once, for the caret can be set only in what is drawn, and the next letter may come before the next picture.
    flushSync(() => {
      setAsked(null)
      onChange({ content: text, named: option.named ? [...named, option.named] : named })
    })
    area.current?.setSelectionRange(caret, caret)
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (!isOpen || event.nativeEvent.isComposing || !takesKey(event)) {
      props.onKeyDown?.(event)
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  /** What the open list does with a key; false for keys that are not for it. */
  function takesKey({ key, metaKey, ctrlKey }: KeyboardEvent): boolean {
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setAt((at + step + options.length) % options.length)
    else if ((key === 'Enter' || key === 'Tab') && !metaKey && !ctrlKey) choose(options[at])
    else if (key === 'Escape') setAsked(null)
    else return false
    return true
  }

  return (
    <div className="writing">
      <div ref={mirror} className="writing-mirror" aria-hidden="true">
        {marked(content, named)}
      </div>
      <textarea
        ref={area}
        className="composer-text"
        rows={2}
        value={content}
        placeholder={placeholder}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? `${listId}-${at}` : undefined}
        onChange={(event) => {
          onChange({ content: event.target.value, named })
          look(event.target.value, event.target.selectionStart)
        }}
        onSelect={(event) => look(event.currentTarget.value, event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onBlur={() => setAsked(null)}
        onScroll={(event) => {
          if (mirror.current) mirror.current.scrollTop = event.currentTarget.scrollTop
        }}
      />
      {unseeing.length > 0 && (
        <output className="writing-note">
          <EyeOff className="i xs" aria-hidden="true" />
          {t('cannotSee', { names: formatList([...new Set(unseeing.map(({ title }) => title))]) })}
        </output>
      )}
      {isOpen && (
        <Popup anchor={area} width={280}>
          <div id={listId} role="listbox" aria-label={t(asked.sign === '@' ? 'colleagues' : 'templates')}>
            {options.map((option, index) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays where the typing is
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
              <div
                key={option.key}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === at}
                className="opt"
                onClick={() => choose(option)}
                onPointerMove={() => setAt(index)}
              >
                {option.shown}
              </div>
            ))}
          </div>
        </Popup>
      )}
    </div>
  )
}

function useOptions({ object, record, templates }: Props, asked: Asked | null): Option[] {
  const t = useText(timelineTexts)
  const isPerson = asked?.sign === '@'
  const isTemplate = asked?.sign === '/' && templates !== undefined
  const found = useQuery({
    queryKey: ['colleagues', object.key, record.id, asked?.query ?? ''],
    queryFn: ({ signal }) => client.records(object.route).colleagues(record.id, asked?.query ?? '', { signal }),
    enabled: isPerson,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const mayUse = useObjectIfReadable('textTemplate') !== undefined
  const kept = useList(
    'textTemplate',
    { fields: ['name', 'type', 'content'], sort: ['name'], limit: 200 },
    { enabled: isTemplate && mayUse },
  )
  if (isPerson)
    return (found.data?.colleagues ?? []).map((one) => ({
      key: one.id,
      words: `@${one.title} `,
      named: one,
      shown: (
        <>
          <Avatar id={one.id} name={one.title} />
          <span>{one.title}</span>
          {!one.maySee && <span className="end t3 small">{t('seesNot')}</span>}
        </>
      ),
    }))
  if (!isTemplate) return []
  const fits = (one: RecordJson) =>
    String(one['name']).toLowerCase().includes(asked.query.toLowerCase()) &&
    (!one['type'] || one['type'] === templates.type || asked.query !== '')
  return kept.records.filter(fits).map((one) => ({
    key: one.id,
    words: fillTemplate(String(one['content'] ?? ''), templates.known),
    shown: (
      <>
        <FileText className="i s" aria-hidden="true" />
        <span>{String(one['name'])}</span>
        <span className="end t3 small el writing-start">{String(one['content'] ?? '').split('\n')[0]}</span>
      </>
    ),
  }))
}

/** The text again, behind the field, with a tint under those who are named. */
function marked(text: string, named: readonly RecordLink[]): ReactNode[] {
  const names = [...new Set(named.map(({ title }) => title))].sort((one, other) => other.length - one.length)
  if (names.length === 0) return [text, '\n']
  const parts = text.split(new RegExp(`(@(?:${names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')}))`))
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no other name than their place
  return [...parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part)), '\n']
}
