import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import type { FieldMeta } from '../../data/client.ts'
import { useRegions } from '../../data/meta.ts'
import { useText } from '../../text/index.ts'
import { CellKeys } from './CellKeys.tsx'
import type { EditorProps } from './editor.ts'
import { addressText, regionText } from './field-text.ts'
import { messages } from './messages.ts'
import { Popup } from './Popup.tsx'
import { readPastedAddress } from './pasted-address.ts'
import { RegionEditor } from './RegionEditor.tsx'

type Address = { region?: string; street?: string; postcode?: string; country?: string }
const parts = ['street', 'postcode', 'country'] as const

/** Region, street, postcode and country. In a cell they hang below it. */
export function AddressEditor({ field, value, onChange, place, ...rest }: EditorProps) {
  const anchor = useRef<HTMLDivElement>(null)
  const regions = useRegions()
  if (place === 'form') return <AddressParts {...rest} field={field} value={value} onChange={onChange} place="form" />
  return (
    <div ref={anchor} className="fe-box" data-place="cell">
      <span className="fe-input el">{addressText(value, regions)}</span>
      <Popup anchor={anchor} width={300} className="fe-parts">
        <AddressParts {...rest} field={field} value={value} onChange={onChange} place="form" />
        <CellKeys />
      </Popup>
    </div>
  )
}

function AddressParts({ field, value, onChange, id, describedBy, invalid, autoFocus }: EditorProps) {
  const t = useText(messages)
  const address: Address = typeof value === 'object' && value !== null ? value : {}
  const regionField: FieldMeta = { ...field, kind: 'region', required: false }
  const regions = useRegions()
  const [candidates, setCandidates] = useState<readonly string[]>([])

  /** A whole address, or part of one, falls into its parts wherever it is pasted. */
  function paste(event: ClipboardEvent<HTMLElement>): void {
    if (!regions) return
    const { candidates: shared = [], ...read } = readPastedAddress(event.clipboardData.getData('text/plain'), regions)
    if (!read.region && shared.length === 0 && !(read.street && read.postcode)) return
    event.preventDefault()
    setCandidates(shared)
    onChange({ ...address, ...read })
  }

  function change(part: keyof Address, next: string | null): void {
    const { [part]: _, ...others } = address
    const changed = next ? { ...others, [part]: next } : others
    onChange(Object.keys(changed).length > 0 ? changed : null)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Tab walks the parts before it leaves the cell
    <div className="fe-address" onKeyDown={walkParts} onPaste={paste}>
      <RegionEditor
        field={regionField}
        value={address.region ?? null}
        onChange={(next) => change('region', typeof next === 'string' ? next : null)}
        place="form"
        id={id}
        label={t('region')}
        placeholder={t('region')}
      />
      {candidates.length > 0 && !address.region && (
        <fieldset className="fe-candidates">
          <legend className="small t3">{t('whichRegion')}</legend>
          {candidates.map((code) => (
            <button key={code} type="button" className="btn xs" onClick={() => change('region', code)}>
              {regionText(code, regions)}
            </button>
          ))}
        </fieldset>
      )}
      {parts.map((part) => (
        <input
          key={part}
          className="field"
          data-part={part}
          // biome-ignore lint/a11y/noAutofocus: the cell was opened to be typed in
          autoFocus={autoFocus && part === 'street'}
          aria-label={t(part)}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          placeholder={t(part)}
          autoComplete="off"
          value={address[part] ?? ''}
          onChange={(event) => change(part, event.target.value)}
        />
      ))}
    </div>
  )
}

/** In a cell Tab goes on to the next cell; here it first goes through the parts. */
function walkParts(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Tab') return
  const inputs = [...event.currentTarget.querySelectorAll('input')]
  const at = inputs.indexOf(event.target as HTMLInputElement)
  if (at >= 0 && inputs[at + (event.shiftKey ? -1 : 1)]) event.stopPropagation()
}
