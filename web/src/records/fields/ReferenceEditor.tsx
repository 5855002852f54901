import { useState } from 'react'
import { useLabel, useMeta } from '../../data/meta.ts'
import { useSearch } from '../../data/records.ts'
import { Icon } from '../../design/Icon.tsx'
import { useText } from '../../text/index.ts'
import { RecordPicker, RecordsPicker } from '../picker/RecordPicker.tsx'
import { CellKeys } from './CellKeys.tsx'
import { Combo } from './Combo.tsx'
import type { EditorProps } from './editor.ts'
import { isLink } from './field-text.ts'
import { messages } from './messages.ts'

/** One record or person: found by name, pinyin, initials or number, or made on the spot. */
export function ReferenceEditor({ field, value, onProblem: _, ...rest }: EditorProps) {
  return <RecordPicker {...rest} object={field.kind === 'user' ? 'user' : (field.to ?? '')} value={isLink(value) ? value : null} />
}

/** Any number of records: tags, participants. */
export function ReferencesEditor({ field, value, onProblem: _, ...rest }: EditorProps) {
  return <RecordsPicker {...rest} object={field.to ?? ''} value={Array.isArray(value) ? value.filter(isLink) : []} />
}

/** A record of any object. */
export function AnyReferenceEditor({ field, value, onChange, place, onProblem: _, ...rest }: EditorProps) {
  const t = useText(messages)
  const meta = useMeta()
  const label = useLabel()
  const current = isLink(value) ? value : null
  const [query, setQuery] = useState<string | null>(null)
  const typed = (query ?? '').trim()
  const search = useSearch(typed)
  const found = typed ? (search.data?.results ?? []) : []

  return (
    <Combo
      {...rest}
      place={place}
      text={query ?? current?.title ?? ''}
      onText={(text) => {
        setQuery(text)
        if (text.trim() === '' && !field.required) onChange(null)
      }}
      options={found.map(({ object, id, title }) => {
        const declared = meta.objects.find((one) => one.key === object)
        return {
          key: `${object}/${id}`,
          content: (
            <>
              {declared && <Icon name={declared.icon} size="s" />}
              <span className="el">{title}</span>
            </>
          ),
          end: declared && label(declared.label),
        }
      })}
      onPick={(key) => {
        setQuery(null)
        const pick = found.find(({ object, id }) => `${object}/${id}` === key)
        if (pick) onChange({ object: pick.object, id: pick.id, title: pick.title })
      }}
      startAt="none"
      width={300}
      selectOnFocus
      {...(typed ? { whenEmpty: search.isPending ? t('loading') : t('nothingFound', { query: typed }) } : {})}
      footer={place === 'cell' ? <CellKeys /> : undefined}
    />
  )
}
