import { Link } from '@tanstack/react-router'
import { Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ObjectMeta, Values } from '../../data/client.ts'
import { useLabel } from '../../data/meta.ts'
import { formatList } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { writtenValue } from '../fields/editor.ts'
import { type EntryAnswer, useSimilar } from './api.ts'
import './duplicates.css'
import { duplicateTexts } from './messages.ts'

const pauseMilliseconds = 350

/** What of a form the signs of duplicates compare, once the typing rests. */
export function useEntryAnswer(object: ObjectMeta, values: Values): EntryAnswer | undefined {
  const signs = object.duplicates ?? []
  const keys = [...new Set(signs.flatMap(({ fields }) => fields))]
  const typed = Object.fromEntries(
    object.fields.flatMap((field) => {
      const value = keys.includes(field.key) ? values[field.key] : undefined
      return value === undefined || value === null || value === '' ? [] : [[field.key, writtenValue(field, value)]]
    }),
  )
  const text = JSON.stringify(typed)
  const [rested, setRested] = useState('{}')
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), pauseMilliseconds)
    return () => clearTimeout(timer)
  }, [text])
  const { data } = useSimilar(object.key, rested === '{}' ? null : (JSON.parse(rested) as Values))
  return rested === '{}' ? undefined : data
}

type Props = { object: ObjectMeta; answer: EntryAnswer; reason: string; onReason: (reason: string) => void; isAsked: boolean }

/** Above the form: records that are like what is being entered, to be opened instead. */
export function EntryWarning({ object, answer, reason, onReason, isAsked }: Props) {
  const t = useText(duplicateTexts)
  const { similar, hidden, clash } = answer
  if (similar.length === 0 && hidden.length === 0) return null
  const isCertain = hidden.length > 0 || similar.some(({ certain }) => certain)
  return (
    <section className="alert warn form-alert dup-warn" aria-label={t('duplicates')}>
      <Copy className="i" aria-hidden="true" />
      <div className="grow">
        <b role="status">{t(isCertain ? 'isThere' : 'mayBeThere')}</b>
        <ul>
          {similar.map((record) => (
            <li key={record.id}>
              <Link to="/$route/$id" params={{ route: object.route, id: record.id }} target="_blank">
                {record.title}
              </Link>
              <span className="t2">
                <Signs object={object} keys={record.reasons} />
                {record.owner && ` · ${t('heldBy', { name: record.owner.title })}`}
              </span>
            </li>
          ))}
          {hidden.map(({ holder, title }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: there is nothing else to tell them apart by
            <li key={at}>
              {title === null
                ? holder === null
                  ? t('hidden')
                  : t('hiddenHeld', { name: holder })
                : t('hiddenRecord', { title, name: holder ?? '–' })}
            </li>
          ))}
        </ul>
        {isCertain && clash !== 'off' && <p>{t(clash === 'decide' ? 'willBeDecided' : 'willBeTold')}</p>}
        {isAsked && (
          <label>
            {t('reason')}
            <input className="input" value={reason} maxLength={500} onChange={(event) => onReason(event.target.value)} />
          </label>
        )}
      </div>
    </section>
  )
}

/** The signs in words: 名称、电话相同或相近. */
export function Signs({ object, keys }: { object: ObjectMeta; keys: readonly string[] }) {
  const t = useText(duplicateTexts)
  const label = useLabel()
  const signs = (object.duplicates ?? []).filter(({ key }) => keys.includes(key)).map((sign) => label(sign.label))
  return t('sameAs', { signs: formatList(signs) })
}
