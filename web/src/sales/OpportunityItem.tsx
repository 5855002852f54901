import type { Money } from '../data/client.ts'
import { formatExactDate, formatMoney, formatPercent, today } from '../design/format.ts'
import { isLink, isMoney } from '../records/fields/field-text.ts'
import { type RelatedItemProps, RelatedLink } from '../records/page/RelatedItem.tsx'
import { useText } from '../text/index.ts'
import { salesTexts } from './messages.ts'
import { stageColor } from './stage-order.ts'

/** An opportunity beside its customer: subject and amount, stage and chance, and when it should close. */
export function OpportunityItem({ object, record }: RelatedItemProps) {
  const t = useText(salesTexts)
  const amount: Money | null = isMoney(record['amount']) ? record['amount'] : null
  const probability = typeof record['probability'] === 'number' ? record['probability'] : null
  const stage = isLink(record['stage']) ? record['stage'].title : null
  const close = record['closeDate']
  return (
    <div className="rel-item">
      <div className="row g3">
        <RelatedLink object={object} id={record.id}>
          {String(record['name'] ?? '')}
        </RelatedLink>
        {amount && <b className="nw end">{formatMoney(amount)}</b>}
      </div>
      <div className="row g3 small t3">
        {stage !== null && (
          <span className="row g3 nw">
            <span className="sq" style={{ background: chanceColor(probability) }} />
            {stage}
            {probability !== null && probability > 0 && probability < 100 && ` · ${formatPercent(probability)}`}
          </span>
        )}
        {typeof close === 'string' && (
          <span className="end nw">
            {t('closing', { date: close.slice(0, 4) === today().slice(0, 4) ? close.slice(5) : formatExactDate(close) })}
          </span>
        )}
      </div>
    </div>
  )
}

/** Stages deepen with the chance; without the pipeline at hand, the chance itself tells how deep. */
function chanceColor(probability: number | null): string {
  if (probability === 100) return 'var(--stage-won)'
  if (probability === 0) return 'var(--stage-lost)'
  return stageColor(Math.min(4, Math.floor((probability ?? 0) / 20)), 5)
}
