import { Link, useSearch } from '@tanstack/react-router'
import { CalendarOff, Plus, Split } from 'lucide-react'
import { useState } from 'react'
import type { ObjectMeta } from '../../data/client.ts'
import { inSentence, useLabel, useMeta } from '../../data/meta.ts'
import { useList, useUpdateRecord } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { Icon } from '../../design/Icon.tsx'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import '../pools/pools.css'
import { assignedObjects, type RuleDraft } from './assignment.ts'
import { messages } from './messages.ts'
import { RehearsalPanel } from './RehearsalPanel.tsx'
import { RuleForm } from './RuleForm.tsx'
import { RuleRow } from './RuleRow.tsx'
import './assignment.css'

const fields = [
  'name',
  'object',
  'position',
  'active',
  'filter',
  'way',
  'receivers',
  'receiverOrder',
  'departments',
  'skills',
  'most',
  'hoursFrom',
  'hoursTo',
  'workdaysOnly',
]

/** Who gets what comes in, for administrators: rules in their order, beside a rehearsal of what they would do. */
export function AssignmentSettings() {
  const t = useText(messages)
  const label = useLabel()
  const { objects } = useMeta()
  const { of } = useSearch({ from: '/frame/settings/$section' })
  const offered = objects.filter(({ key }) => assignedObjects.some((one) => one === key))
  const chosen = offered.find(({ key }) => key === of) ?? offered[0]
  return (
    <div className="split">
      <nav aria-label={t('objects')}>
        {offered.map((object) => (
          <Link
            key={object.key}
            to="/settings/$section"
            params={{ section: 'assignment' }}
            search={{ of: object.key }}
            className={object === chosen ? 'on' : ''}
            aria-current={object === chosen ? 'page' : undefined}
          >
            <Icon name={object.icon} size="s" />
            <span className="el">{label(object.plural)}</span>
          </Link>
        ))}
        <Link to="/$route" params={{ route: 'absences' }}>
          <CalendarOff className="i s" aria-hidden="true" />
          <span className="el">{t('absences')}</span>
        </Link>
      </nav>
      {chosen && <Rules key={chosen.key} object={chosen} />}
    </div>
  )
}

function Rules({ object }: { object: ObjectMeta }) {
  const t = useText(messages)
  const label = useLabel()
  const rules = useList('assignmentRule', {
    filter: { field: 'object', op: 'is', value: object.key },
    fields,
    sort: ['position'],
    limit: 100,
  })
  const move = useUpdateRecord('assignmentRule')
  const [draft, setDraft] = useState<RuleDraft | null>(null)
  const [isAdding, setAdding] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  if (rules.error) return <LoadError error={rules.error} onRetry={rules.reload} />
  if (rules.isPending) return <SkeletonRows />
  const objects = inSentence(label(object.plural))
  const next = Math.max(0, ...rules.records.map((rule) => Number(rule['position']) + 1))

  /** Two neighbours change places. */
  function swap(at: number, by: number): void {
    const [one, other] = [rules.records[at], rules.records[at + by]]
    if (!one || !other) return
    const [mine, theirs] = [Number(one['position']), Number(other['position'])]
    move.mutate({ id: one.id, changes: { position: theirs === mine ? theirs + by : theirs } })
    if (theirs !== mine) move.mutate({ id: other.id, changes: { position: mine } })
  }
  const settled = (): void => {
    setDraft(null)
    setAdding(false)
    setOpen(null)
  }

  return (
    <section className="scroll">
      <div className="pool-set">
        <div>
          <h3>{t('rules', { object: objects })}</h3>
          <p className="t2 small">{t('order', { object: objects })}</p>
          {rules.records.length === 0 && !isAdding && (
            <Empty icon={<Split className="i" aria-hidden="true" />} title={t('noRules', { object: objects })} />
          )}
          <ol className="assign-rules">
            {rules.records.map((rule, at) => (
              <li key={rule.id}>
                <RuleRow
                  object={object}
                  rule={rule}
                  place={at + 1}
                  isOpen={open === rule.id}
                  onOpen={() => setOpen(open === rule.id ? null : rule.id)}
                  onUp={at > 0 ? () => swap(at, -1) : undefined}
                  onDown={at < rules.records.length - 1 ? () => swap(at, 1) : undefined}
                />
                {open === rule.id && (
                  <RuleForm
                    key={rule.revision}
                    object={object}
                    rule={rule}
                    position={Number(rule['position'])}
                    onRehearse={setDraft}
                    onDone={settled}
                  />
                )}
              </li>
            ))}
          </ol>
          {isAdding ? (
            <RuleForm object={object} rule={null} position={next} onRehearse={setDraft} onDone={settled} />
          ) : (
            <Button size="sm" icon={<Plus className="i s" aria-hidden="true" />} onClick={() => setAdding(true)}>
              {t('addRule')}
            </Button>
          )}
        </div>
        <RehearsalPanel object={object} draft={draft} />
      </div>
    </section>
  )
}
