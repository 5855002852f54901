import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { ObjectDefinition } from '../declare/object.ts'

const percent = Type.Integer({ minimum: 0, maximum: 100 })

/** What a workspace says about the duplicates of one object. */
const policy = Type.Object(
  {
    /** From this score on two records are shown as probably the same. */
    likely: Type.Integer({ minimum: 1, maximum: 100 }),
    /** From this one on they count as the same: what is refused at entry, and merged in bulk. */
    certain: Type.Integer({ minimum: 1, maximum: 100 }),
    /** Percent of certainty that each sign gives alone; 0 leaves it out. */
    weights: Type.Record(Type.String({ maxLength: 40 }), percent),
    /** At entry: say nothing, warn, or refuse unless a reason is given. */
    entry: Type.Union([Type.Literal('off'), Type.Literal('warn'), Type.Literal('block')]),
    /** What is said of a record that the finder may not see: nothing, that there is one, who holds it, or also what it is called. */
    disclose: Type.Union([Type.Literal('nothing'), Type.Literal('exists'), Type.Literal('holder'), Type.Literal('record')]),
    /** A new record that is certainly one of somebody else's: nothing, both are told, or a request that a manager decides. */
    clash: Type.Union([Type.Literal('off'), Type.Literal('warn'), Type.Literal('decide')]),
  },
  { additionalProperties: false },
)
export type DuplicatePolicy = Static<typeof policy>

/** The policy that a setting holds, or null where it is not one: likely must not be above certain, and weights must be of signs that there are. */
export function readPolicy({ duplicates = [] }: ObjectDefinition, value: unknown): DuplicatePolicy | null {
  if (!Value.Check(policy, value) || value.likely > value.certain) return null
  const signs = new Set(duplicates.map(({ key }) => key))
  return duplicates.length > 0 && Object.keys(value.weights).every((key) => signs.has(key)) ? value : null
}

export function declaredPolicy({ duplicates = [] }: ObjectDefinition): DuplicatePolicy {
  return {
    likely: 60,
    certain: 90,
    weights: Object.fromEntries(duplicates.map(({ key, weight }) => [key, weight])),
    entry: 'warn',
    disclose: 'exists',
    clash: 'off',
  }
}

export function policyOf(definition: ObjectDefinition, setting: unknown): DuplicatePolicy {
  const declared = declaredPolicy(definition)
  const own = readPolicy(definition, setting)
  return own ? { ...own, weights: { ...declared.weights, ...own.weights } } : declared
}
