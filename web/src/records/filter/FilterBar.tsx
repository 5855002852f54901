import { ListFilter, Plus, X } from 'lucide-react'
import { type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import type { Filter, ObjectMeta } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { Keys, ownKeys } from '../../design/Keys.tsx'
import { lazyPart } from '../../design/lazy-part.tsx'
import { Popover } from '../../design/Popover.tsx'
import { usePreload } from '../../design/use-preload.ts'
import { useText } from '../../text/index.ts'
import { describeCondition, inWords } from './describe.ts'
import './filter.css'
import { conditionsOf, filterOf, isComplete, replaced, without } from './filter-tree.ts'
import { messages } from './messages.ts'
import { startCondition } from './start-condition.ts'
import { useWording } from './use-wording.ts'

// What opens under the chips comes when it is first opened.
const ConditionEditor = lazyPart(async () => (await import('./ConditionEditor.tsx')).ConditionEditor)
const FieldChooser = lazyPart(async () => (await import('./FieldChooser.tsx')).FieldChooser)

type FilterBarProps = {
  object: ObjectMeta
  value: Filter | undefined
  onChange: (filter: Filter | undefined) => void
  /** Opens the list of fields, from a key of the screen. */
  isAdding: boolean
  onAdding: (isAdding: boolean) => void
  /** In a form it stands like a field, and no key opens it. */
  place?: 'list' | 'form'
  /** At the right: what else can be done with the list. */
  children?: ReactNode
}

const pauseMilliseconds = 300

/** The conditions of a list as chips: each opens by a click and goes by its cross. */
export function FilterBar({ object, value, onChange, isAdding, onAdding, place = 'list', children }: FilterBarProps) {
  const t = useText(messages)
  const meta = useMeta()
  usePreload(FieldChooser.preload, ConditionEditor.preload)
  const opener = useRef<HTMLButtonElement>(null)
  const plus = useRef<HTMLButtonElement>(null)
  const chips = useRef(new Map<number, HTMLElement>())
  const [open, setOpen] = useState<number | null>(null)
  // Asked when the popover is placed: a new chip is drawn in the same breath as what opens under it.
  const chipAnchor = {
    get current() {
      return (open === null ? undefined : chips.current.get(open)) ?? plus.current
    },
  }
  /** A condition that was begun and has no value yet stands beside the ones that hold. */
  const [begun, setBegun] = useState<Filter | null>(null)
  const conditions = conditionsOf(value)
  // It stays until the filter holds it: what is open under its chip must not be drawn anew while somebody ticks on.
  const pending = begun !== null && open !== null && conditions.length <= open ? begun : null
  const shown = pending ? [...conditions, pending] : conditions
  const wording = useWording(object, filterOf(shown))

  function close(): void {
    setOpen(null)
    setBegun(null)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a bar of buttons, not a form
    <div className={place === 'form' ? 'fbar in-form' : 'fbar'} role="group" aria-label={t('filters')}>
      <button
        ref={opener}
        type="button"
        className="btn sm bare fb-open"
        aria-keyshortcuts={place === 'list' ? ownKeys('F') : undefined}
        onClick={() => onAdding(!isAdding)}
      >
        <ListFilter className="i s" aria-hidden="true" />
        {t('filter')}
        {place === 'list' && <Keys keys="F" />}
      </button>
      <div className="fb-chips">
        {shown.map((condition, at) => {
          const { subject, comparison, value: words } = describeCondition(condition, object, wording)
          const whole = inWords({ subject, comparison, value: words })
          return (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a chip is its place in the filter
              key={at}
              className="chip"
              data-open={open === at || undefined}
              ref={(element) => void (element ? chips.current.set(at, element) : chips.current.delete(at))}
            >
              <button
                type="button"
                className="fb-words"
                title={whole}
                aria-label={t('editCondition', { condition: whole })}
                aria-expanded={open === at}
                onClick={() => setOpen(open === at ? null : at)}
              >
                {(subject || comparison) && (
                  <span>
                    {subject}
                    {comparison && <em>&nbsp;{comparison}</em>}
                  </span>
                )}
                {words && (
                  <span>
                    <b>{words}</b>
                  </span>
                )}
              </button>
              <button
                type="button"
                className="x"
                aria-label={t('removeCondition', { condition: whole })}
                onClick={() => {
                  close()
                  if (condition !== pending) onChange(without(value, at))
                }}
              >
                <X className="i xs" aria-hidden="true" />
              </button>
            </span>
          )
        })}
        <button
          ref={plus}
          type="button"
          className="ib sm"
          title={t('addCondition')}
          aria-label={t('addCondition')}
          onClick={() => onAdding(true)}
        >
          <Plus className="i s" aria-hidden="true" />
        </button>
      </div>
      <span className="fb-end">{children}</span>
      {isAdding && (
        <Popover anchor={opener} label={t('addCondition')} width={300} className="fb-pop" sheet onClose={() => onAdding(false)}>
          <Suspense>
            <FieldChooser
              object={object}
              onChoose={(chosen) => {
                const condition = startCondition(chosen, object, meta)
                onAdding(false)
                setOpen(conditions.length)
                if (isComplete(condition)) onChange(filterOf([...conditions, condition]))
                else setBegun(condition)
              }}
            />
          </Suspense>
        </Popover>
      )}
      {open !== null && shown[open] && (
        <ConditionPopover
          key={open}
          anchor={chipAnchor}
          object={object}
          condition={shown[open]}
          onChange={(next) => {
            if (pending) setBegun(next)
            onChange(pending ? filterOf([...conditions, next]) : replaced(value, open, next))
          }}
          onRemove={() => {
            close()
            if (!pending) onChange(without(value, open))
          }}
          onClose={close}
        />
      )}
    </div>
  )
}

type ConditionPopoverProps = {
  anchor: RefObject<HTMLElement | null>
  object: ObjectMeta
  condition: Filter
  onChange: (condition: Filter) => void
  onRemove: () => void
  onClose: () => void
}

/** Holds what is being changed; the list follows once it makes sense and the typing has paused. */
function ConditionPopover({ anchor, object, condition, onChange, onRemove, onClose }: ConditionPopoverProps) {
  const t = useText(messages)
  const [draft, setDraft] = useState(condition)
  const place = useRef(anchor)
  const told = useRef(condition)
  const tell = useRef(onChange)
  tell.current = onChange

  useEffect(() => {
    if (draft === told.current || !isComplete(draft)) return
    const apply = () => {
      told.current = draft
      tell.current(draft)
    }
    // What is ticked or picked is meant; what is typed is not until the typing pauses.
    if (!isTyping()) return apply()
    const timer = setTimeout(apply, pauseMilliseconds)
    return () => clearTimeout(timer)
  }, [draft])

  function close(): void {
    if (draft !== told.current && isComplete(draft)) onChange(draft)
    onClose()
  }

  return (
    <Popover anchor={place.current} label={t('editCondition', { condition: '' })} width={320} className="fb-pop" sheet onClose={close}>
      <Suspense>
        <ConditionEditor object={object} condition={draft} onChange={setDraft} onRemove={onRemove} />
      </Suspense>
    </Popover>
  )
}

function isTyping(): boolean {
  return document.activeElement?.matches('input:not([type="checkbox"], [type="radio"], [role="combobox"]), textarea') ?? false
}
