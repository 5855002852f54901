import { choiceOf, fieldOf, inSentence, useLabel } from '../data/meta.ts'
import { Avatar } from '../design/Avatar.tsx'
import { formatAgo } from '../design/format.ts'
import { type RelatedItemProps, RelatedLink } from '../records/page/RelatedItem.tsx'
import { useText } from '../text/index.ts'
import { customerTexts } from './messages.ts'

/** A person at a customer: who, what they do there, what they decide, and when we last spoke. */
export function ContactItem({ object, record }: RelatedItemProps) {
  const t = useText(customerTexts)
  const label = useLabel()
  const name = String(record['name'] ?? '')
  const role =
    typeof record['decisionRole'] === 'string' ? choiceOf(fieldOf(object, 'decisionRole')?.list, record['decisionRole']) : undefined
  const touched = record['lastActivityAt']
  const reach = record['mobile'] ?? record['email']
  return (
    <div className="rel-item row g4">
      <Avatar id={record.id} name={name} size="m" />
      <div className="grow">
        <div className="row g3">
          <RelatedLink object={object} id={record.id}>
            {name}
          </RelatedLink>
          <span className="t3 el">{String(record['jobTitle'] ?? '')}</span>
          {role && <span className={`tag end${role.color === 'brand' ? ' brand' : ''}`}>{label(role.label)}</span>}
        </div>
        <div className="small t3 el">
          {typeof touched === 'string' ? t('touched', { when: inSentence(formatAgo(touched)) }) : t('untouched')}
          {typeof reach === 'string' && ` · ${reach}`}
        </div>
      </div>
    </div>
  )
}
