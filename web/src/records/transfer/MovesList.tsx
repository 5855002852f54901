import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { inSentence, objectOf, useLabel, useMeta } from '../../data/meta.ts'
import type { Move } from '../../data/transfers.ts'
import { formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { transferTexts } from './messages.ts'
import './transfer.css'

type Props = { moves: readonly Move[]; taken: (move: Move) => boolean; onToggle: (move: Move) => void }

/** What would move, kind by kind, with how many and which: each kind that may stay has its tick. */
export function MovesList({ moves, taken, onToggle }: Props) {
  const t = useText(transferTexts)
  return (
    <fieldset className="moves">
      <legend className="label">{t('moves')}</legend>
      {moves.map((move) => (
        <MoveLine key={move.key} move={move} isTaken={taken(move)} onToggle={() => onToggle(move)} />
      ))}
    </fieldset>
  )
}

function MoveLine({ move, isTaken, onToggle }: { move: Move; isTaken: boolean; onToggle: () => void }) {
  const t = useText(transferTexts)
  const label = useLabel()
  const meta = useMeta()
  const [isOpen, setOpen] = useState(false)
  const object = objectOf(meta, move.object)
  const main = move.alongWith === null ? undefined : objectOf(meta, move.alongWith)
  const isFixed = move.key === move.object && move.alongWith === null
  const rest = move.count - move.records.length

  return (
    <div className="move">
      <div className="row g3">
        <button
          type="button"
          className="ib sm"
          aria-expanded={isOpen}
          aria-label={`${t(isOpen ? 'hide' : 'show')} · ${label(move.label)}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <ChevronDown className="i s" aria-hidden="true" /> : <ChevronRight className="i s" aria-hidden="true" />}
        </button>
        <label className="grow row g3">
          <input type="checkbox" className="cb" checked={isTaken} disabled={isFixed} onChange={onToggle} />
          <span className="el">
            {label(move.label)} {main && <span className="t3">{t('along', { object: inSentence(label(main.label)) })}</span>}
          </span>
          <span className="end n t3">{formatNumber(move.count)}</span>
        </label>
      </div>
      {isOpen && (
        <ul className="move-records">
          {move.records.map(({ id, title }) => (
            <li key={id} className="el">
              {object ? (
                <a href={`/${object.route}/${id}`} target="_blank" rel="noopener">
                  {title || '—'}
                </a>
              ) : (
                title || '—'
              )}
            </li>
          ))}
          {rest > 0 && (
            <li className="t3">
              {t('more', { count: formatNumber(rest) })}
              {object && move.filter && (
                <>
                  {' · '}
                  <a
                    href={`/${object.route}?${new URLSearchParams({ filter: JSON.stringify(move.filter) })}`}
                    target="_blank"
                    rel="noopener"
                  >
                    {t('inList')}
                  </a>
                </>
              )}
            </li>
          )}
        </ul>
      )}
    </div>
  )
}
