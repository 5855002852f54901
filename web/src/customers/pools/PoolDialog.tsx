import { useState } from 'react'
import type { ObjectMeta, RecordLink } from '../../data/client.ts'
import { inSentence, useChoices, useLabel } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatNumber } from '../../design/format.ts'
import { RecordPicker } from '../../records/picker/RecordPicker.tsx'
import { common, useLanguage, useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { usePools } from './pools.ts'
import { usePoolMoves } from './use-pool-moves.ts'

export type PoolMove = 'assign' | 'release' | 'protect'
type Props = { object: ObjectMeta; records: readonly string[]; move: PoolMove; onClose: () => void; onDone?: () => void }

/** Reasons that the rules at night write by themselves. */
const automatic = new Set(['no-follow-up', 'no-deal', 'protection-over'])

/** Asks what a move of records needs to know: for whom, why, or until when. */
export function PoolDialog({ object, records, move, onClose, onDone }: Props) {
  const t = useText(messages)
  const words = useText(common)
  const label = useLabel()
  const language = useLanguage()
  const moves = usePoolMoves(object)
  const pools = usePools(object.key)
  const reasons = useChoices('pool-reason').filter(({ key, active }) => active && !automatic.has(key))
  const [person, setPerson] = useState<RecordLink | null>(null)
  const [reason, setReason] = useState('')
  const [pool, setPool] = useState('')
  const [day, setDay] = useState('')
  const [isBusy, setBusy] = useState(false)
  const told = { count: formatNumber(records.length), object: inSentence(label(records.length === 1 ? object.label : object.plural)) }
  const titles = { assign: t('assignTitle', told), release: t('releaseTitle', told), protect: t('protectTitle', told) }
  const missing = {
    assign: person ? undefined : t('choosePerson'),
    release: reason ? undefined : t('chooseReason'),
    protect: day ? undefined : t('chooseDay'),
  }

  async function send(until: string | null = day === '' ? null : new Date(`${day}T23:59:59`).toISOString()): Promise<void> {
    setBusy(true)
    const moved =
      move === 'assign'
        ? person && (await moves.assign(records, person))
        : move === 'release'
          ? await moves.release(records, reason, pool || undefined)
          : await moves.protect(records, until)
    setBusy(false)
    if (!moved) return
    onDone?.()
    onClose()
  }

  return (
    <Dialog
      title={titles[move]}
      onClose={onClose}
      width={420}
      footer={
        <>
          <Button look="primary" busy={isBusy && words('saving')} whyNot={missing[move]} onClick={() => void send()}>
            {t(move)}
          </Button>
          {move === 'protect' && (
            <Button look="plain" onClick={() => void send(null)}>
              {t('endProtection')}
            </Button>
          )}
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad">
        {move === 'assign' && (
          <>
            <span className="label">{t('assignTo')}</span>
            <RecordPicker object="user" place="form" label={t('assignTo')} autoFocus value={person} onChange={setPerson} />
          </>
        )}
        {move === 'release' && (
          <>
            <label className="label" htmlFor="pool-reason">
              {t('reason')}
            </label>
            <select id="pool-reason" className="field" data-autofocus value={reason} onChange={(event) => setReason(event.target.value)}>
              <option value="" />
              {reasons.map((choice) => (
                <option key={choice.key} value={choice.key}>
                  {label(choice.label)}
                </option>
              ))}
            </select>
            {pools.length > 0 && (
              <>
                <label className="label" htmlFor="pool-which">
                  {t('whichPool')}
                </label>
                <select id="pool-which" className="field" value={pool} onChange={(event) => setPool(event.target.value)}>
                  <option value="">{t('fittingPool')}</option>
                  {pools.map((one) => (
                    <option key={one.id} value={one.id}>
                      {language === 'en' ? (one.nameEn ?? one.name) : one.name}
                    </option>
                  ))}
                </select>
              </>
            )}
            <p className="under">{t('releaseHint')}</p>
          </>
        )}
        {move === 'protect' && (
          <>
            <label className="label" htmlFor="pool-until">
              {t('until')}
            </label>
            <input
              id="pool-until"
              type="date"
              className="field"
              data-autofocus
              value={day}
              onChange={(event) => setDay(event.target.value)}
            />
            <p className="under">{t('protectHint')}</p>
          </>
        )}
      </div>
    </Dialog>
  )
}
