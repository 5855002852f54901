import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useRegions } from '../../data/meta.ts'
import { useText } from '../../text/index.ts'
import { CellKeys } from './CellKeys.tsx'
import { Combo, type ComboOption } from './Combo.tsx'
import type { EditorProps } from './editor.ts'
import { childrenOf, regionName, regionText } from './field-text.ts'
import { messages } from './messages.ts'

const mostFound = 40
const widerKey = '#wider'

/** A place of the region tree: typed by name or code, or walked from the provinces down with → and ←. */
export function RegionEditor({ value, onChange, place, placeholder, ...rest }: EditorProps) {
  const t = useText(messages)
  const regions = useRegions()
  const code = typeof value === 'string' ? value : null
  const [query, setQuery] = useState<string | null>(null)
  const [within, setWithin] = useState<string | null>(code && code.length > 2 ? code.slice(0, -2) : null)

  const words = (query ?? '')
    .trim()
    .split(/[\s·,]+/)
    .filter(Boolean)
  const found = !regions
    ? []
    : words.length > 0
      ? regions.list.filter((region) => matches(region.code, words)).slice(0, mostFound)
      : childrenOf(within, regions)

  function matches(region: string, wanted: readonly string[]): boolean {
    const { name = '', nameEn = '' } = regions?.byCode.get(region) ?? {}
    const path = `${regionText(region, regions)} ${name} ${nameEn}`.toLowerCase()
    return wanted.every((word, at) => path.includes(word.toLowerCase()) || (at === 0 && region.startsWith(word)))
  }

  const options: ComboOption[] = [
    ...(words.length === 0 && within !== null
      ? [
          {
            key: widerKey,
            content: (
              <>
                <ChevronLeft size={14} aria-hidden="true" />
                <span className="t3">{regionText(within, regions)}</span>
              </>
            ),
          },
        ]
      : []),
    ...found.map((region) => ({
      key: region.code,
      content: <span className="el">{words.length > 0 ? regionText(region.code, regions) || regionName(region) : regionName(region)}</span>,
      ...(region.code.length < 6
        ? {
            end: (
              <button
                type="button"
                className="fe-drill"
                tabIndex={-1}
                aria-label={t('smaller', { region: regionName(region) })}
                onClick={(event) => {
                  event.stopPropagation()
                  setQuery(null)
                  setWithin(region.code)
                }}
              >
                <ChevronRight size={14} />
              </button>
            ),
          }
        : {}),
    })),
  ]

  return (
    <Combo
      {...rest}
      place={place}
      text={query ?? (code ? regionText(code, regions) : '')}
      onText={(text) => {
        setQuery(text)
        if (text.trim() === '') onChange(null)
      }}
      options={options}
      keepsOpen={(key) => key === widerKey}
      onPick={(key) => {
        if (key === widerKey) return setWithin(within && within.length > 2 ? within.slice(0, -2) : null)
        setQuery(null)
        onChange(key)
      }}
      onKey={(event, active) => {
        if (words.length > 0 || event.currentTarget.selectionStart !== event.currentTarget.value.length) return
        if (event.key === 'ArrowRight' && active && active !== widerKey && active.length < 6) {
          event.preventDefault()
          setWithin(active)
        } else if (event.key === 'ArrowLeft' && within !== null && event.altKey) {
          event.preventDefault()
          setWithin(within.length > 2 ? within.slice(0, -2) : null)
        }
      }}
      startAt={code ?? undefined}
      width={260}
      selectOnFocus
      placeholder={placeholder ?? t('chooseRegion')}
      whenEmpty={regions ? t('nothingFound', { query: query ?? '' }) : t('loading')}
      footer={place === 'cell' ? <CellKeys /> : undefined}
    />
  )
}
