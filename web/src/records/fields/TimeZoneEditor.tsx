import { useState } from 'react'
import { timeZoneOptions, zoneName } from '../../set-up/regional.ts'
import { useLanguage, useText } from '../../text/index.ts'
import { CellKeys } from './CellKeys.tsx'
import { Combo } from './Combo.tsx'
import type { EditorProps } from './editor.ts'
import { messages } from './messages.ts'

/** A time zone by its city, in either language. */
export function TimeZoneEditor({ field: _, value, onChange, place, ...rest }: EditorProps) {
  const t = useText(messages)
  const language = useLanguage()
  const [query, setQuery] = useState<string | null>(null)
  const [zones] = useState(() => timeZoneOptions(new Date(), language))
  const sought = (query ?? '').trim().toLowerCase()
  const options = zones
    .filter(([zone, words]) => `${zone} ${words}`.toLowerCase().replaceAll('_', ' ').includes(sought))
    .slice(0, 80)
    .map(([zone, words]) => ({ key: zone, content: <span className="el">{words}</span> }))
  return (
    <Combo
      {...rest}
      place={place}
      text={query ?? (typeof value === 'string' ? zoneName(value, language) : '')}
      onText={(text) => {
        setQuery(text)
        if (text === '') onChange(null)
      }}
      options={options}
      onPick={(zone) => {
        setQuery(null)
        onChange(zone)
      }}
      startAt={typeof value === 'string' ? value : undefined}
      width={260}
      selectOnFocus
      whenEmpty={t('nothingFound', { query: query ?? '' })}
      footer={place === 'cell' ? <CellKeys /> : undefined}
    />
  )
}
