import { Type } from '@sinclair/typebox'
import { defineAction, InvalidInputError, RuleError } from '../../../engine/index.ts'
import { account } from '../objects/account.ts'

/** Moves a customer to another stage of its life, with the reason: history keeps both, and how long each stage lasted. */
export const changeLifecycle = defineAction({
  key: 'account.changeLifecycle',
  label: { zh: '变更生命周期', en: 'Change lifecycle stage' },
  object: 'account',
  permission: { object: 'account', action: 'update' },
  input: Type.Object({
    account: Type.String({ format: 'uuid' }),
    stage: Type.String({ minLength: 1, maxLength: 80 }),
    reason: Type.String({ maxLength: 300 }),
  }),
  async run(context, { account: id, stage, reason }) {
    if (reason.trim() === '') throw new InvalidInputError('required', { field: 'reason' })
    const { lifecycle } = await context.records.get(account, id)
    if (lifecycle === stage) throw new RuleError('lifecycle_unchanged', { field: 'stage' })
    return context.records.update(account, id, { lifecycle: stage, lifecycleReason: reason.trim() })
  },
})
