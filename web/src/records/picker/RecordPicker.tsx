import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { Filter, ObjectMeta, RecordJson, RecordLink, Values } from '../../data/client.ts'
import { inSentence, useLabel, useObjectIfReadable } from '../../data/meta.ts'
import { useText } from '../../text/index.ts'
import { Combo, type ComboOption } from '../fields/Combo.tsx'
import type { EditorPlace } from '../fields/editor.ts'
import { pickerTexts } from './messages.ts'
import { type Pick, usePicks } from './picks.ts'
import './picker.css'
import { rememberPick } from './recent-picks.ts'

const CreateDialog = lazy(() => import('../form/CreateDialog.tsx').then(({ CreateDialog }) => ({ default: CreateDialog })))

type Common = {
  /** Key of the object to pick from. */
  object: string
  place: EditorPlace
  /** Offered before anything is typed: the contacts of this account. The search itself is not narrowed. */
  filter?: Filter | undefined
  /** Values that a record made from here starts with. */
  initial?: Values | undefined
  /** A choice by mouse is final: the cell saves and closes. */
  onPicked?: (() => void) | undefined
  id?: string | undefined
  label?: string | undefined
  describedBy?: string | undefined
  invalid?: boolean | undefined
  autoFocus?: boolean | undefined
  placeholder?: string | undefined
}
export type RecordPickerProps = Common & { value: RecordLink | null; onChange: (value: RecordLink | null) => void }
export type RecordsPickerProps = Common & { value: readonly RecordLink[]; onChange: (value: RecordLink[]) => void }

const createKey = '#create'

/** Chooses one record by name, pinyin, initials or number, or makes a new one on the spot. */
export function RecordPicker({ value, onChange, ...rest }: RecordPickerProps) {
  const t = useText(pickerTexts)
  const [typed, setTyped] = useState<string | null>(null)

  function type(text: string): void {
    setTyped(text)
    if (text.trim() === '') onChange(null)
  }

  return (
    <Picks
      {...rest}
      query={typed ?? ''}
      text={typed ?? value?.title ?? ''}
      onText={type}
      chosen={value ? [value] : []}
      onPick={(link) => {
        setTyped(null)
        onChange(link)
      }}
      onLeave={() => setTyped(null)}
      after={
        value && rest.place === 'form' ? (
          <button
            type="button"
            className="pick-clear"
            aria-label={t('clear')}
            onClick={() => {
              setTyped(null)
              onChange(null)
            }}
          >
            <X className="i xs" aria-hidden />
          </button>
        ) : undefined
      }
    />
  )
}

/** Chooses any number of records. */
export function RecordsPicker({ value, onChange, ...rest }: RecordsPickerProps) {
  const t = useText(pickerTexts)
  const [typed, setTyped] = useState('')
  const without = (id: string) => value.filter((link) => link.id !== id)

  return (
    <Picks
      {...rest}
      several
      query={typed}
      text={typed}
      onText={setTyped}
      chosen={value}
      onPick={(link) => {
        setTyped('')
        onChange(value.some(({ id }) => id === link.id) ? without(link.id) : [...value, link])
      }}
      onLeave={() => setTyped('')}
      onKey={(event) => {
        if (event.key === 'Backspace' && typed === '' && value.length > 0) onChange(value.slice(0, -1))
      }}
      before={value.map((link) => (
        <span key={link.id} className="pick-chip">
          <span className="el">{link.title}</span>
          <button type="button" tabIndex={-1} aria-label={t('remove', { title: link.title })} onClick={() => onChange(without(link.id))}>
            <X className="i xs" aria-hidden />
          </button>
        </span>
      ))}
    />
  )
}

type PicksProps = Common & {
  several?: boolean
  query: string
  text: string
  onText: (text: string) => void
  chosen: readonly RecordLink[]
  onPick: (link: RecordLink) => void
  onLeave: () => void
  onKey?: (event: KeyboardEvent<HTMLInputElement>) => void
  before?: React.ReactNode
  after?: React.ReactNode
}

function Picks(props: PicksProps) {
  const t = useText(pickerTexts)
  const declared = useObjectIfReadable(props.object)
  if (declared) return <ReadablePicks {...props} declared={declared} />
  const { id, label, chosen } = props
  return (
    <input
      id={id}
      className="field"
      disabled
      aria-label={label}
      value={chosen.map(({ title }) => title).join(', ')}
      placeholder={t('notReadable')}
    />
  )
}

function ReadablePicks({
  object,
  declared,
  query,
  chosen,
  several = false,
  filter,
  initial,
  onPick,
  onLeave,
  onKey,
  place,
  placeholder,
  ...rest
}: PicksProps & { declared: ObjectMeta }) {
  const t = useText(pickerTexts)
  const label = useLabel()
  const [isFocused, setFocused] = useState(rest.autoFocus === true)
  const [creating, setCreating] = useState<string | null>(null)
  const { picks, isPending, error } = usePicks(object, query, { filter, isOpen: isFocused })
  const name = inSentence(label(declared.label))
  const asked = query.trim()
  const mayCreate = declared.may.create && !declared.internal
  const [first] = chosen
  /** The last press chose a record, and did not ask for a new one. */
  const wasChosen = useRef(false)
  /** What stood there when Enter was pressed while the search was still under way. */
  const entered = useRef<string | null>(null)

  const options = useMemo<ComboOption[]>(() => {
    const found = picks.map((pick) => ({
      key: pick.id,
      content: <PickLine pick={pick} />,
      end: pick.subtitle ?? (pick.isRecent ? t('recent') : undefined),
      isChosen: chosen.some(({ id }) => id === pick.id),
    }))
    if (!mayCreate || isPending) return found
    const text = asked === '' ? t('createPlain', { object: name }) : t('create', { object: name, query: asked })
    return [
      ...found,
      {
        key: createKey,
        content: (
          <span className="pick create">
            <Plus className="i s" aria-hidden />
            {text}
          </span>
        ),
      },
    ]
  }, [picks, chosen, mayCreate, isPending, asked, name, t])

  function pick(key: string): void {
    wasChosen.current = key !== createKey
    if (key === createKey) {
      setCreating(asked)
      return
    }
    const found = picks.find(({ id }) => id === key)
    if (!found) return
    const link = { id: found.id, title: found.title }
    rememberPick(object, link)
    onPick(link)
  }

  const take = useRef(pick)
  take.current = pick

  // Enter came before the answer did: the first record found is what it meant.
  useEffect(() => {
    const [found] = picks
    if (isPending || entered.current === null) return
    const meant = entered.current === asked
    entered.current = null
    if (!meant || !found) return
    take.current(found.id)
    rest.onPicked?.()
  }, [isPending, picks, asked, rest.onPicked])

  function takeCreated(record: RecordJson): void {
    const link = { id: record.id, title: String(record[declared.title] ?? '') }
    setCreating(null)
    rememberPick(object, link)
    onPick(link)
    rest.onPicked?.()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: watches where the focus goes; the field inside is the control
    <div
      className="picker"
      onFocus={() => setFocused(true)}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return
        setFocused(false)
        // What was typed and not chosen is no value: the field shows again what it holds.
        if (creating === null) onLeave()
      }}
    >
      <Combo
        {...rest}
        place={place}
        several={several}
        options={options}
        onPick={pick}
        onPicked={() => wasChosen.current && rest.onPicked?.()}
        selectOnFocus
        {...(first && !several ? { startAt: first.id } : {})}
        placeholder={placeholder ?? (isFocused ? t('search') : undefined)}
        onKey={(event, active) => {
          onKey?.(event)
          if (event.key !== 'Enter') return
          // Enter waits for the answer, so that it takes the right record; on "new" it must not end the edit.
          const waits = asked !== '' && isPending
          if (!waits && active !== createKey) return
          event.preventDefault()
          event.stopPropagation()
          if (waits) entered.current = asked
          else pick(createKey)
        }}
        width={320}
        whenEmpty={
          error
            ? t('failed')
            : isPending
              ? t('searching')
              : asked === ''
                ? t('nothingYet', { object: name })
                : t('nothing', { query: asked })
        }
      />
      {creating !== null && (
        <Suspense>
          <CreateDialog
            object={object}
            initial={{ ...initial, ...(creating === '' ? {} : { [declared.title]: creating }) }}
            onClose={() => setCreating(null)}
            onCreated={takeCreated}
          />
        </Suspense>
      )}
    </div>
  )
}

function PickLine({ pick }: { pick: Pick }) {
  return (
    <span className="pick" title={pick.subtitle ? `${pick.title} · ${pick.subtitle}` : pick.title}>
      <span className="el">{pick.title}</span>
    </span>
  )
}
