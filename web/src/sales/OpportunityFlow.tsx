import { ArrowRight } from 'lucide-react'
import type { HistoryEntry, ObjectMeta, RecordJson } from '../data/client.ts'
import { fieldOf, useLabel } from '../data/meta.ts'
import { useHistory } from '../data/records.ts'
import { dayOf, formatExactDateTime, today } from '../design/format.ts'
import { FieldDisplay } from '../records/fields/FieldDisplay.tsx'
import { useText } from '../text/index.ts'
import { salesTexts } from './messages.ts'
import './sales.css'

const told = ['stage', 'amount', 'closeDate', 'owner', 'pipeline', 'forecastCategory']
const most = 12

/** 机会流动: how stage, amount, close date and owner went, newest first. */
export function OpportunityFlow({ object, record }: { object: ObjectMeta; record: RecordJson }) {
  const t = useText(salesTexts)
  const { entries, isPending } = useHistory(object.key, record.id)
  const moves = entries
    .filter(({ kind }) => kind === 'update')
    .flatMap((entry) => told.flatMap((key) => (key in entry.changes ? [{ entry, key }] : [])))
  return (
    <section className="sec" aria-label={t('flow')}>
      <h3>
        {t('flow')}
        {moves.length > 0 && <span className="cnt">{moves.length}</span>}
      </h3>
      {!isPending && moves.length === 0 && <p className="small t3 flow-none">{t('flowNone')}</p>}
      {moves.slice(0, most).map(({ entry, key }) => (
        <Move key={`${entry.id}-${key}`} entry={entry} name={key} object={object} />
      ))}
    </section>
  )
}

function Move({ entry, name, object }: { entry: HistoryEntry; name: string; object: ObjectMeta }) {
  const label = useLabel()
  const field = fieldOf(object, name)
  if (!field) return null
  const [was, now] = entry.changes[name] ?? [null, null]
  const day = dayOf(entry.at)
  return (
    <div className="rel-item flow">
      <time className="small t3" dateTime={entry.at} title={formatExactDateTime(entry.at)}>
        {day.slice(0, 4) === today().slice(0, 4) ? day.slice(5) : day}
      </time>
      <div>
        <div className="flow-move">
          {name !== 'stage' && <span className="t3">{label(field.label)}</span>}
          <FieldDisplay field={field} value={was} />
          <ArrowRight className="i xs t3" aria-hidden="true" />
          <FieldDisplay field={field} value={now} />
        </div>
        {entry.principal && <div className="small t3">{entry.principal.title}</div>}
      </div>
    </div>
  )
}
