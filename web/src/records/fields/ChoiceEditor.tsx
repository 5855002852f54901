import { Check, Eraser } from 'lucide-react'
import { useState } from 'react'
import type { ChoiceMeta } from '../../data/client.ts'
import { useChoices, useLabel } from '../../data/meta.ts'
import { useText } from '../../text/index.ts'
import { CellKeys } from './CellKeys.tsx'
import { ChoiceMark } from './ChoiceMark.tsx'
import { Combo, type ComboOption } from './Combo.tsx'
import type { EditorProps } from './editor.ts'
import { messages } from './messages.ts'

const clearKey = '#clear'

/** One value of a choice list: typed in either language, or pointed at. */
export function ChoiceEditor({ field, value, onChange, place, ...rest }: EditorProps) {
  const t = useText(messages)
  const label = useLabel()
  const choices = useChoices(field.list)
  const current = choices.find((choice) => choice.key === value)
  const [query, setQuery] = useState<string | null>(null)
  const offered = choices.filter((choice) => (choice.active || choice === current) && matches(choice, query ?? ''))
  const options: ComboOption[] = offered.map((choice) => ({
    key: choice.key,
    content: <ChoiceMark list={field.list} choice={choice} />,
    ...(choice.active ? {} : { end: t('inactive') }),
  }))
  if (current && !field.required && !query) {
    options.push({
      key: clearKey,
      content: (
        <>
          <Eraser size={14} aria-hidden="true" />
          <span>{t('clear')}</span>
        </>
      ),
    })
  }

  return (
    <Combo
      {...rest}
      place={place}
      text={query ?? (current ? label(current.label) : '')}
      onText={setQuery}
      options={options}
      onPick={(key) => {
        setQuery(null)
        onChange(key === clearKey ? null : key)
      }}
      startAt={current?.key}
      width={180}
      selectOnFocus
      whenEmpty={query ? t('nothingFound', { query }) : t('noChoices')}
      footer={place === 'cell' ? <CellKeys /> : undefined}
    />
  )
}

/** Any number of values of a choice list. */
export function MultiChoiceEditor({ field, value, onChange, place, ...rest }: EditorProps) {
  const t = useText(messages)
  const label = useLabel()
  const choices = useChoices(field.list)
  const [chosen, setChosen] = useState<readonly string[]>(Array.isArray(value) ? value.map(String) : [])
  const [query, setQuery] = useState('')
  const offered = choices.filter((choice) => (choice.active || chosen.includes(choice.key)) && matches(choice, query))
  const options: ComboOption[] = offered.map((choice) => {
    const isChosen = chosen.includes(choice.key)
    return {
      key: choice.key,
      isChosen,
      content: <ChoiceMark list={field.list} choice={choice} />,
      ...(isChosen ? { end: <Check size={14} aria-hidden="true" /> } : {}),
    }
  })

  function toggle(key: string): void {
    const next = chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]
    setChosen(next)
    setQuery('')
    onChange(next.length > 0 ? next : null)
  }

  return (
    <Combo
      {...rest}
      place={place}
      several
      text={query}
      onText={setQuery}
      options={options}
      onPick={toggle}
      placeholder={
        chosen.length > 0
          ? chosen.map((key) => label(choices.find((choice) => choice.key === key)?.label ?? { zh: key, en: key })).join(', ')
          : rest.placeholder
      }
      width={200}
      whenEmpty={query ? t('nothingFound', { query }) : t('noChoices')}
      footer={place === 'cell' ? <CellKeys several /> : undefined}
    />
  )
}

function matches(choice: ChoiceMeta, query: string): boolean {
  const text = query.normalize('NFKC').trim().toLowerCase()
  return text === '' || [choice.label.zh, choice.label.en, choice.key].some((word) => word.toLowerCase().includes(text))
}
