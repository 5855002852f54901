import { ChevronLeft, ChevronRight, Layers } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import type { FieldMeta, ObjectMeta } from '../../data/client.ts'
import { inSentence, useLabel, useMeta } from '../../data/meta.ts'
import { Icon } from '../../design/Icon.tsx'
import { useText } from '../../text/index.ts'
import { filterableFields, incomingReferences, targetOf } from './field-path.ts'
import { messages } from './messages.ts'

export type Chosen = { path: string } | { related: { object: string; field: string } } | { group: true }

type Entry = {
  key: string
  label: string
  hint?: string
  icon?: string
  chosen?: Chosen
  leadsTo?: { object: ObjectMeta; path: string; label: string }
}
type Section = { key: string; label: string; entries: Entry[] }

type FieldChooserProps = {
  object: ObjectMeta
  /** Fields of other objects and whole groups are not offered inside a group or a related condition. */
  simple?: boolean
  onChoose: (chosen: Chosen) => void
}

const deepest = 3

/** Which field a condition is about: the object's own, one beyond a reference, or a figure of the records that point here. */
export function FieldChooser({ object, simple = false, onChoose }: FieldChooserProps) {
  const t = useText(messages)
  const meta = useMeta()
  const label = useLabel()
  const list = useId()
  const [query, setQuery] = useState('')
  const [within, setWithin] = useState<{ object: ObjectMeta; path: string; label: string }[]>([])
  const [active, setActive] = useState(0)
  const here = within.at(-1) ?? { object, path: '', label: '' }
  const asked = query.trim().toLowerCase()

  function fieldEntry(field: FieldMeta, path: string, prefix: string): Entry {
    const name = prefix ? `${prefix} · ${label(field.label)}` : label(field.label)
    return { key: path + field.key, label: name, chosen: { path: path + field.key } }
  }

  function through(field: FieldMeta): Entry[] {
    const target = targetOf(meta, field)
    if (!target || within.length + 1 >= deepest) return []
    const name = here.label ? `${here.label} · ${label(field.label)}` : label(field.label)
    return [
      {
        key: `through-${field.key}`,
        label: label(field.label),
        hint: label(target.plural),
        icon: target.icon,
        leadsTo: { object: target, path: `${here.path}${field.key}.`, label: name },
      },
    ]
  }

  function sections(): Section[] {
    const fields = filterableFields(here.object)
    const own = fields.map((field) => fieldEntry(field, here.path, asked ? here.label : ''))
    const beyond = asked
      ? fields.flatMap((field) => {
          const target = targetOf(meta, field)
          return target && field.kind !== 'user'
            ? filterableFields(target).map((inner) => fieldEntry(inner, `${here.path}${field.key}.`, label(field.label)))
            : []
        })
      : []
    const related = simple || within.length > 0 ? [] : incomingReferences(meta, object).map(relatedEntry)
    const groups: Section[] = [
      { key: 'own', label: t('ownFields', { object: inSentence(label(here.object.label)) }), entries: own.filter(fits) },
      { key: 'through', label: t('throughReference'), entries: asked ? beyond.filter(fits) : fields.flatMap(through) },
      { key: 'related', label: t('relatedRecords'), entries: related.filter(fits) },
    ]
    if (!simple && within.length === 0 && !asked)
      groups.push({ key: 'group', label: '', entries: [{ key: 'group', label: t('addGroup'), chosen: { group: true } }] })
    return groups.filter(({ entries }) => entries.length > 0)
  }

  function relatedEntry({ object: other, field }: { object: ObjectMeta; field: FieldMeta }): Entry {
    const several = incomingReferences(meta, object).filter((incoming) => incoming.object === other).length > 1
    const name = several ? t('relatedOf', { object: label(other.plural), field: label(field.label) }) : label(other.plural)
    return {
      key: `related-${other.key}-${field.key}`,
      label: name,
      icon: other.icon,
      chosen: { related: { object: other.key, field: field.key } },
    }
  }

  function fits(entry: Entry): boolean {
    return asked === '' || entry.label.toLowerCase().includes(asked)
  }

  const shown = sections()
  const entries = shown.flatMap((section) => section.entries)
  // Whoever types a whole name means that one, whatever else holds it.
  const named = entries.findIndex((entry) => entry.label.toLowerCase() === asked)
  const at = active === 0 && named > 0 ? named : Math.min(active, entries.length - 1)
  const pointed = entries[at]

  function take(entry: Entry): void {
    if (entry.leadsTo) {
      setWithin([...within, entry.leadsTo])
      setQuery('')
      setActive(0)
    } else if (entry.chosen) onChoose(entry.chosen)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setActive((at + (event.key === 'ArrowDown' ? 1 : -1) + entries.length) % Math.max(1, entries.length))
    } else if (event.key === 'Enter' && pointed) {
      event.preventDefault()
      take(pointed)
    } else if (event.key === 'ArrowRight' && pointed?.leadsTo && query === '') take(pointed)
    else if ((event.key === 'ArrowLeft' || event.key === 'Backspace') && within.length > 0 && query === '') setWithin(within.slice(0, -1))
  }

  return (
    <div className="fb-chooser">
      <input
        className="field"
        data-autofocus=""
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={pointed ? `${list}-${pointed.key}` : undefined}
        aria-label={t('findField')}
        placeholder={t('findField')}
        value={query}
        autoComplete="off"
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label={t('findField')} className="fb-fields" tabIndex={-1}>
        {within.length > 0 && (
          <button type="button" className="opt" tabIndex={-1} onClick={() => setWithin(within.slice(0, -1))}>
            <ChevronLeft className="i s" aria-hidden="true" />
            <span className="t3">{here.label}</span>
          </button>
        )}
        {shown.map((section) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, which no fieldset can hold
          <div key={section.key} role="group" aria-label={section.label || undefined}>
            {section.label && <div className="head">{section.label}</div>}
            {section.entries.map((entry) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
              <div
                key={entry.key}
                id={`${list}-${entry.key}`}
                role="option"
                tabIndex={-1}
                aria-selected={entry === pointed}
                className={entry === pointed ? 'opt on' : 'opt'}
                ref={(element) => {
                  if (entry === pointed && at > 0) element?.scrollIntoView({ block: 'nearest' })
                }}
                onMouseMove={() => pointed !== entry && setActive(entries.indexOf(entry))}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(entry)}
              >
                {entry.icon ? (
                  <Icon name={entry.icon} size="s" />
                ) : entry.key === 'group' ? (
                  <Layers className="i s" aria-hidden="true" />
                ) : null}
                <span className="el">{entry.label}</span>
                <span className="end">
                  {entry.hint}
                  {entry.leadsTo && <ChevronRight className="i s" aria-hidden="true" />}
                </span>
              </div>
            ))}
          </div>
        ))}
        {entries.length === 0 && <p className="fe-none">{t('noField')}</p>}
      </div>
    </div>
  )
}
