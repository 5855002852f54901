import { Check, Search } from 'lucide-react'
import { Fragment, type KeyboardEvent, useMemo, useState } from 'react'
import type { ObjectMeta } from '../../../data/client.ts'
import { useMeta } from '../../../data/meta.ts'
import { useText } from '../../../text/index.ts'
import type { ImportColumn, ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { type Target, targetsOf } from '../targets.ts'

type Props = { column: ImportColumn; view: ImportView; object: ObjectMeta; onPick: (target: string | null) => void }
type Option = Omit<Target, 'key' | 'field'> & { key: string | null }

const heads = { original: 'groupOriginal', through: 'groupThrough' } as const

/** Where a column goes: found by either language, arrows and Enter choose. */
export function TargetPicker({ column, view, object, onPick }: Props) {
  const t = useText(messages)
  const meta = useMeta()
  const [text, setText] = useState('')
  const [pointed, setPointed] = useState(0)
  const current = view.plan.columns[column.index]?.target ?? null
  const all = useMemo(
    (): Option[] => [{ key: null, name: t('notImported'), words: '不导入 skip none', group: 'own' }, ...targetsOf(meta, object)],
    [meta, object, t],
  )
  const asked = text.trim().toLowerCase()
  // The fields of other records are many: they show when they are asked for.
  const found = all.filter((option) =>
    asked === '' ? option.group !== 'through' || option.key === current : `${option.words} ${option.name.toLowerCase()}`.includes(asked),
  )
  const takenBy = (target: string | null) => {
    const other = target === null ? -1 : view.plan.columns.findIndex((one, at) => one.target === target && at !== column.index)
    return other < 0 ? undefined : view.columns[other]?.name
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setPointed((at) => Math.max(0, Math.min(at + step, found.length - 1)))
    }
    const option = found[pointed]
    if (event.key === 'Enter' && option) onPick(option.key)
  }

  return (
    <>
      <div className="field">
        <Search className="i s" aria-hidden="true" />
        <input
          data-autofocus
          value={text}
          aria-label={t('searchField')}
          placeholder={t('searchField')}
          onChange={(event) => {
            setText(event.target.value)
            setPointed(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {column.samples.length > 0 && (
        <div className="samples el" title={column.samples.join(' · ')}>
          {t('samples', { samples: column.samples.slice(0, 4).join(' · ') })}
        </div>
      )}
      <div className="list">
        {found.map((option, at) => {
          const other = takenBy(option.key)
          const head =
            option.group !== found[at - 1]?.group && (option.group === 'original' || option.group === 'through')
              ? heads[option.group]
              : null
          return (
            <Fragment key={option.key ?? ''}>
              {head && <div className="head">{t(head)}</div>}
              <button
                type="button"
                ref={at === pointed ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
                className={`opt${at === pointed && asked !== '' ? ' on' : option.key === current ? ' on' : ''}`}
                aria-pressed={option.key === current}
                onClick={() => onPick(option.key)}
              >
                {option.name}
                <span className="end">
                  {other !== undefined && t('takenBy', { column: other })}
                  {option.key === current && <Check className="i s" aria-hidden="true" />}
                </span>
              </button>
            </Fragment>
          )
        })}
        {found.length === 0 && <div className="head">{t('noSuchField')}</div>}
        {asked === '' && <div className="head">{t('searchThrough')}</div>}
      </div>
    </>
  )
}
