import { type Context, noteEntry, openClash, RuleError, similarRecords, textsOf, type WriteRequest } from '../../engine/index.ts'
import type { Services } from './services.ts'

/**
 * Somebody enters one record. Where the rules for duplicates say so it is refused when it is certainly there already, unless a reason is given. Answers what is to be
 * done once it is made: the reason is kept with the pair, and a clash with a colleague's record is put before a manager. Objects without such rules cost nothing.
 */
export async function checkEntry(
  { engine }: Services,
  context: Context,
  request: WriteRequest,
  reason: string | undefined,
): Promise<((id: string) => Promise<void>) | null> {
  const { reader } = context
  const { object } = request
  const policy = reader.model.duplicates.get(object)
  if (!policy || request.kind !== 'create') return null
  const why = reason?.trim() ?? ''
  if (policy.entry !== 'block' && policy.clash === 'off' && why === '') return null
  const similar = await similarRecords(engine.database, reader, { object, texts: textsOf(reader, object, request.values) })
  const certain = similar.filter((one) => one.certain && (one.seen || policy.disclose !== 'nothing'))
  if (policy.entry === 'block' && certain.length > 0 && why === '') {
    const details = certain
      .filter(({ seen }) => seen)
      .map(({ id }) => ({ code: 'duplicate_found', record: id, parameters: { count: certain.length } }))
    throw new RuleError('duplicate_found', { count: certain.length, details })
  }
  if (similar.length === 0) return null
  return (id) =>
    context.transaction(async (inside) => {
      if (why !== '') await noteEntry(inside, object, id, similar, why)
      if (policy.clash !== 'off') await openClash(inside, object, id, similar)
    })
}
