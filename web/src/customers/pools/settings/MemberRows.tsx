import { Plus, X } from 'lucide-react'
import type { RecordLink } from '../../../data/client.ts'
import { useChoices, useLabel } from '../../../data/meta.ts'
import { useList } from '../../../data/records.ts'
import { Button } from '../../../design/Button.tsx'
import { RecordPicker } from '../../../records/picker/RecordPicker.tsx'
import { useText } from '../../../text/index.ts'
import { messages } from './messages.ts'

export const memberKinds = ['everyone', 'department', 'role', 'position', 'person'] as const
export type Member = { kind: (typeof memberKinds)[number]; of: string | null; claim: boolean; assign: boolean }

const objectOf = { department: 'department', role: 'role', person: 'user' } as const

/** Who belongs to the pool, row by row, and what they may do in it. */
export function MemberRows({ value, onChange }: { value: readonly Member[]; onChange: (value: Member[]) => void }) {
  const t = useText(messages)
  const change = (at: number, next: Partial<Member>) => onChange(value.map((one, index) => (index === at ? { ...one, ...next } : one)))
  return (
    <div className="pool-members">
      {value.map((member, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone
        <div className="row" key={at}>
          <select
            className="field"
            aria-label={t('members')}
            value={member.kind}
            onChange={(event) => change(at, { kind: event.target.value as Member['kind'], of: null })}
          >
            {memberKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(kind)}
              </option>
            ))}
          </select>
          {member.kind === 'position' ? (
            <PositionChoice value={member.of} onChange={(of) => change(at, { of })} />
          ) : member.kind !== 'everyone' ? (
            <RecordChoice
              key={member.kind}
              object={objectOf[member.kind]}
              label={t(member.kind)}
              value={member.of}
              onChange={(of) => change(at, { of })}
            />
          ) : null}
          <label className="row g2 small">
            <input
              type="checkbox"
              className="cb"
              checked={member.claim}
              onChange={(event) => change(at, { claim: event.target.checked })}
            />
            {t('mayClaim')}
          </label>
          <label className="row g2 small">
            <input
              type="checkbox"
              className="cb"
              checked={member.assign}
              onChange={(event) => change(at, { assign: event.target.checked })}
            />
            {t('mayAssign')}
          </label>
          <button
            type="button"
            className="ib sm"
            aria-label={t('removeMember')}
            title={t('removeMember')}
            onClick={() => onChange(value.filter((_, index) => index !== at))}
          >
            <X className="i s" aria-hidden="true" />
          </button>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon={<Plus className="i s" aria-hidden="true" />}
          onClick={() =>
            onChange([...value, { kind: value.length === 0 ? 'everyone' : 'department', of: null, claim: true, assign: false }])
          }
        >
          {t('addMember')}
        </Button>
      </div>
    </div>
  )
}

function PositionChoice({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const t = useText(messages)
  const label = useLabel()
  const choices = useChoices('position')
  return (
    <select className="field" aria-label={t('position')} value={value ?? ''} onChange={(event) => onChange(event.target.value || null)}>
      <option value="" />
      {choices.map((choice) => (
        <option key={choice.key} value={choice.key}>
          {label(choice.label)}
        </option>
      ))}
    </select>
  )
}

type RecordChoiceProps = { object: string; label: string; value: string | null; onChange: (value: string | null) => void }

/** A record that is kept by its id alone; its name is looked up. */
function RecordChoice({ object, label, value, onChange }: RecordChoiceProps) {
  const { records } = useList(
    object,
    { filter: { field: 'id', op: 'in', value: value ? [value] : [] }, fields: ['name'], limit: 1 },
    { enabled: value !== null },
  )
  const found = records[0]
  const link: RecordLink | null = value === null ? null : { id: value, title: String(found?.['name'] ?? '') }
  return <RecordPicker object={object} place="form" label={label} value={link} onChange={(next) => onChange(next?.id ?? null)} />
}
