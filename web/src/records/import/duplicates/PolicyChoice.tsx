import { useText } from '../../../text/index.ts'
import type { ImportPlan } from '../import-view.ts'
import { messages } from '../messages.ts'
import { withPolicy } from '../plan-edits.ts'

const policies = [
  ['skip', 'policySkip', 'policySkipText'],
  ['update', 'policyUpdate', 'policyUpdateText'],
  ['updateEmpty', 'policyUpdateEmpty', 'policyUpdateEmptyText'],
  ['create', 'policyCreate', 'policyCreateText'],
  ['ask', 'policyAsk', 'policyAskText'],
] as const

/** What happens to rows whose record is already there. */
export function PolicyChoice({ plan, onPlan }: { plan: ImportPlan; onPlan: (plan: ImportPlan) => void }) {
  const t = useText(messages)
  return (
    <fieldset className="imp-policy">
      <legend className="strong">{t('whenThere')}</legend>
      {policies.map(([policy, name, text]) => (
        <label key={policy}>
          <input type="radio" name="policy" checked={plan.duplicates.policy === policy} onChange={() => onPlan(withPolicy(plan, policy))} />
          <span>
            <b className="m">{t(name)}</b>
            <span className="t3 small">{t(text)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
