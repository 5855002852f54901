import { FormatRegistry, type Static, type TObject, type TProperties, type TSchema } from '@sinclair/typebox'
import type { ActionContext } from '../context.ts'
import type { Label } from './label.ts'

// TypeBox knows no format by itself, and refuses a value whose format it does not know.
FormatRegistry.Set('uuid', (text) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text))
FormatRegistry.Set('date-time', (text) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)))

/**
 * Something a user does that is more than create, read, update, delete. Declared once, it is an API route
 * (`POST /api/v1/actions/<key>`), a button and later a workflow step. `run` is called inside one transaction.
 */
export type ActionDefinition<Input extends TSchema = TSchema, Result = unknown> = {
  readonly key: string
  readonly label: Label
  /** The object whose page shows the button, and the right that it needs on that object; `judged`: `run` asks record by record. */
  readonly object: string
  readonly permission: { readonly object: string; readonly action: string } | 'judged'
  readonly input: Input
  run(context: ActionContext, input: Static<Input>): Promise<Result>
}

export function defineAction<P extends TProperties, Result>(
  action: ActionDefinition<TObject<P>, Result>,
): ActionDefinition<TObject<P>, Result> {
  return action
}
