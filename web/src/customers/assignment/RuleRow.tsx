import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react'
import type { Filter, ObjectMeta, RecordJson, RecordLink } from '../../data/client.ts'
import { useChoices, useLabel } from '../../data/meta.ts'
import { useUpdateRecord } from '../../data/records.ts'
import { formatList } from '../../design/format.ts'
import { Switch } from '../../design/Switch.tsx'
import { describeCondition, inWords } from '../../records/filter/describe.ts'
import { conditionsOf } from '../../records/filter/filter-tree.ts'
import { useWording } from '../../records/filter/use-wording.ts'
import { useText } from '../../text/index.ts'
import { receiversInOrder } from './assignment.ts'
import { messages } from './messages.ts'

type Props = {
  object: ObjectMeta
  rule: RecordJson
  /** Counted from one, as the rules are tried. */
  place: number
  isOpen: boolean
  onOpen: () => void
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
}

/** One rule in a line: its place, what it is for, who gets what it takes and how. Opening it shows the form. */
export function RuleRow({ object, rule, place, isOpen, onOpen, onUp, onDown }: Props) {
  const t = useText(messages)
  const label = useLabel()
  const ways = useChoices('assignment-way')
  const update = useUpdateRecord('assignmentRule')
  const filter = (rule['filter'] as Filter | null | undefined) ?? undefined
  const wording = useWording(object, filter)
  const way = ways.find(({ key }) => key === rule['way'])
  const departments = (rule['departments'] as RecordLink[] | undefined) ?? []
  const conditions = conditionsOf(filter).map((condition) => inWords(describeCondition(condition, object, wording)))
  const receivers = [...receiversInOrder(rule), ...departments].map(({ title }) => title)
  const name = String(rule['name'] ?? '')
  const isActive = rule['active'] === true
  return (
    <div className="assign-rule" data-off={isActive ? undefined : ''}>
      <span className="assign-place num t3">{place}</span>
      <button type="button" className="assign-words" aria-expanded={isOpen} onClick={onOpen}>
        <ChevronDown className="i s" aria-hidden="true" />
        <b className="el">{name}</b>
        <span className="t2 small">{conditions.length > 0 ? formatList(conditions) : t('forAll')}</span>
        <span className="t2 small">
          {t('toWhom', { people: receivers.length > 0 ? formatList(receivers) : '—' })}
          {way && ` · ${label(way.label)}`}
        </span>
      </button>
      <button type="button" className="ib sm" disabled={!onUp} aria-label={t('upOf', { name })} title={t('up')} onClick={onUp}>
        <ArrowUp className="i s" aria-hidden="true" />
      </button>
      <button type="button" className="ib sm" disabled={!onDown} aria-label={t('downOf', { name })} title={t('down')} onClick={onDown}>
        <ArrowDown className="i s" aria-hidden="true" />
      </button>
      <Switch
        label={t('activeOf', { name })}
        title={t('active')}
        isOn={isActive}
        onChange={(active) => update.mutate({ id: rule.id, changes: { active } })}
      />
    </div>
  )
}
