import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { EditorPlace } from './editor.ts'
import { Popup } from './Popup.tsx'
import './fields.css'

export type ComboOption = {
  key: string
  content: ReactNode
  /** Grey, at the end of the line. */
  end?: ReactNode
  /** Ticked already, where several can be chosen. */
  isChosen?: boolean
}

type ComboProps = {
  text: string
  onText: (text: string) => void
  options: readonly ComboOption[]
  onPick: (key: string) => void
  place: EditorPlace
  /** Stays open after a choice. */
  several?: boolean
  /** Options that lead on instead of being a choice. */
  keepsOpen?: (key: string) => boolean
  /** Under the options: keys, or why there are none. */
  footer?: ReactNode
  whenEmpty?: ReactNode
  /** What to point at first. */
  startAt?: string | undefined
  before?: ReactNode
  after?: ReactNode
  width?: number
  onPicked?: (() => void) | undefined
  onKey?: ((event: KeyboardEvent<HTMLInputElement>, active: string | undefined) => void) | undefined
  id?: string | undefined
  label?: string | undefined
  describedBy?: string | undefined
  invalid?: boolean | undefined
  autoFocus?: boolean | undefined
  placeholder?: string | undefined
  selectOnFocus?: boolean
}

/**
 * A line to type in with options under it. Enter and Tab take the option pointed at and let the key through, so that a cell saves and
 * moves on; in a form Enter only takes it.
 */
export function Combo(props: ComboProps) {
  const { text, onText, options, onPick, place, several = false, startAt, onPicked, onKey } = props
  const list = useId()
  const anchor = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [isOpen, setOpen] = useState(place === 'cell' || props.autoFocus === true)
  const [pointed, setPointed] = useState<string | undefined>(startAt)
  // Moved or typed: only then does Tab take what is pointed at.
  const [isTouched, setTouched] = useState(false)
  const active = options.find(({ key }) => key === pointed) ?? (isTouched || startAt === undefined ? options[0] : undefined)

  useEffect(() => {
    if (!props.autoFocus) return
    input.current?.focus({ preventScroll: true })
    if (props.selectOnFocus) input.current?.select()
  }, [props.autoFocus, props.selectOnFocus])

  useEffect(() => {
    if (isOpen && active) document.getElementById(`${list}-${active.key}`)?.scrollIntoView({ block: 'nearest' })
  }, [isOpen, active, list])

  function move(step: number): void {
    const at = active ? options.indexOf(active) : -1
    setPointed(options[(at + step + options.length) % options.length]?.key)
    setTouched(true)
  }

  function take(key: string): void {
    onPick(key)
    if (several || props.keepsOpen?.(key)) input.current?.focus({ preventScroll: true })
    else setOpen(false)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    onKey?.(event, active?.key)
    if (event.defaultPrevented) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      event.stopPropagation()
      if (!isOpen) setOpen(true)
      else if (options.length > 0) move(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'Enter' && isOpen && active && (isTouched || !several)) {
      take(active.key)
      if (place === 'form' || several || props.keepsOpen?.(active.key)) {
        event.preventDefault()
        event.stopPropagation()
      }
      if (several) setTouched(false)
    } else if (event.key === 'Tab' && isOpen && active && isTouched && !several) take(active.key)
    else if (event.key === 'Escape' && isOpen && place === 'form') {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    }
  }

  return (
    <div ref={anchor} className="fe-box" data-place={place} data-invalid={props.invalid || undefined}>
      {props.before}
      <input
        ref={input}
        className="fe-input"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && active ? `${list}-${active.key}` : undefined}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid || undefined}
        id={props.id}
        value={text}
        placeholder={props.placeholder}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          onText(event.target.value)
          setPointed(undefined)
          setTouched(true)
          setOpen(true)
        }}
        onKeyDown={onKeyDown}
        onMouseDown={() => setOpen(true)}
        onFocus={() => place === 'form' && setOpen(true)}
        onBlur={() => setOpen(false)}
      />
      {props.after}
      {isOpen && (
        <Popup anchor={anchor} {...(props.width ? { width: props.width } : {})}>
          <div id={list} className="fe-options" role="listbox" aria-multiselectable={several || undefined} tabIndex={-1}>
            {options.map((option) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
              <div
                key={option.key}
                id={`${list}-${option.key}`}
                role="option"
                tabIndex={-1}
                aria-selected={several ? option.isChosen === true : option === active}
                className={option === active ? 'opt on' : 'opt'}
                onMouseMove={() => pointed !== option.key && setPointed(option.key)}
                onClick={() => {
                  take(option.key)
                  if (!several && !props.keepsOpen?.(option.key)) onPicked?.()
                }}
              >
                {option.content}
                {option.end !== undefined && <span className="end">{option.end}</span>}
              </div>
            ))}
            {options.length === 0 && props.whenEmpty !== undefined && <div className="fe-none">{props.whenEmpty}</div>}
          </div>
          {props.footer}
        </Popup>
      )}
    </div>
  )
}
