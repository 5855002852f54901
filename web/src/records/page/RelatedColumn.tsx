import { Plus } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { formatCount } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { pageTexts } from './messages.ts'
import { RelatedItem } from './RelatedItem.tsx'
import { isBelow, linkedValues, type Relation } from './related.ts'

const CreateDialog = lazy(async () => ({ default: (await import('../form/CreateDialog.tsx')).CreateDialog }))

type Props = {
  object: ObjectMeta
  record: RecordJson
  relations: readonly Relation[]
  onOpenAll: (relation: Relation) => void
  /** Between what there is and what could be added. */
  children?: ReactNode
}

/** What points at this record, with counts; a new one starts with the link filled in. */
export function RelatedColumn({ object, record, relations, onOpenAll, children }: Props) {
  const t = useText(pageTexts)
  const label = useLabel()
  const [creating, setCreating] = useState<Relation | null>(null)

  // The tree itself stands beside these lists; what hangs below has its tab.
  const filled = relations.filter((relation) => relation.list.count.count > 0 && !isBelow(relation))
  const empty = relations.filter((relation) => relation.list.count.count === 0 && mayAdd(relation))

  function mayAdd({ object: other, field }: Relation): boolean {
    return other.may.create && !field.readOnly && !record.deletedAt
  }

  return (
    <>
      {filled.map((relation) => {
        const { key, heading, list } = relation
        const name = inSentence(label(relation.object.label))
        return (
          <section key={key} className="sec" aria-label={heading}>
            <h3>
              {heading}
              <span className="cnt">{formatCount(list.count)}</span>
              <span className="end">
                {mayAdd(relation) && (
                  <button
                    type="button"
                    className="ib sm"
                    aria-label={t('addOf', { object: name })}
                    title={t('addOf', { object: name })}
                    onClick={() => setCreating(relation)}
                  >
                    <Plus className="i s" aria-hidden="true" />
                  </button>
                )}
              </span>
            </h3>
            {list.records.map((related) => (
              <RelatedItem key={related.id} object={relation.object} record={related} without={relation.field.key} />
            ))}
            {list.count.count > list.records.length && (
              <button type="button" className="rel-all" onClick={() => onOpenAll(relation)}>
                {t('allOf', { count: formatCount(list.count) })}
              </button>
            )}
          </section>
        )
      })}
      {children}
      {empty.length > 0 && (
        <section className="sec" aria-label={t('notYet')}>
          <h3 className="t2">{t('notYet')}</h3>
          <div className="rel-empty">
            {empty.map((relation) => (
              <button key={relation.key} type="button" className="btn xs" onClick={() => setCreating(relation)}>
                <Plus className="i s" aria-hidden="true" />
                {relation.heading}
              </button>
            ))}
          </div>
        </section>
      )}
      {creating && (
        <Suspense>
          <CreateDialog
            object={creating.object.key}
            initial={linkedValues(object, record, creating.object, creating.field.key)}
            onClose={() => setCreating(null)}
            onCreated={() => setCreating(null)}
          />
        </Suspense>
      )}
    </>
  )
}
