import type { FieldDefinition } from '../declare/field.ts'
import type { DuplicateSign } from '../declare/object.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { pinyinSortKey } from '../text/pinyin.ts'
import { parsePhone } from '../text/values.ts'
import type { DuplicatePolicy } from './policy.ts'

/** The texts of a record's fields, as they were written. */
export type Texts = Readonly<Record<string, string | null>>

/** How sure it is that two records are one, 0 to 100, and which signs say so; `apart` where one says that they are two. */
export type Likeness = { score: number; reasons: string[]; apart: boolean }

type Scored = { readonly sign: DuplicateSign; readonly weight: number; likeness(one: Texts, other: Texts): number | null }

/** Prepares the comparison of an object's records by these signs. */
export function likenessBy(
  model: ObjectModel,
  signs: readonly DuplicateSign[],
  policy: DuplicatePolicy,
): (one: Texts, other: Texts) => Likeness {
  const scored: Scored[] = signs.flatMap((sign) => {
    const weight = (policy.weights[sign.key] ?? sign.weight) / 100
    return weight > 0 ? [{ sign, weight, likeness: comparison(model, sign) }] : []
  })
  return (one, other) => {
    let doubt = 1
    let apart = false
    const reasons: string[] = []
    for (const { sign, weight, likeness } of scored) {
      const found = likeness(one, other)
      if (found === null) continue
      if (found === 0 && sign.tellsApart) apart = true
      if (found < leastReason) continue
      doubt *= 1 - weight * found
      reasons.push(sign.key)
    }
    const score = Math.round(100 * (1 - doubt))
    return { score: apart ? Math.min(score, mostWhenApart) : score, reasons, apart }
  }
}

const leastReason = 0.3
/** Below what any threshold should be: they are told apart by what names them for certain. */
const mostWhenApart = 40

/** Null where one of them says nothing. */
function comparison(model: ObjectModel, sign: DuplicateSign): Scored['likeness'] {
  if (sign.by === 'name') {
    const [key = ''] = sign.fields
    return (one, other) => {
      const [a, b] = [one[key], other[key]]
      if (!a || !b) return null
      if (sign.within && (!one[sign.within] || one[sign.within] !== other[sign.within])) return null
      return a === b || pinyinSortKey(a, { person: true }) === pinyinSortKey(b, { person: true }) ? 1 : 0
    }
  }
  const fields = sign.fields.flatMap((key) => {
    const field = model.fields.get(key)
    return field ? [{ key, field }] : []
  })
  const pairs = fields.flatMap((a) => fields.map((b) => ({ a, b })))
  return (one, other) => {
    let best: number | null = null
    for (const { a, b } of pairs) {
      const [left, right] = [one[a.key], other[b.key]]
      if (!left || !right || best === 1) continue
      const found = sign.by === 'value' ? sameValue(a.field.kind, left, right) : alike(a.field, left, right)
      if (found !== null && found > (best ?? -1)) best = found
    }
    if (best === null) return null
    const whole = registeredLikeness(fields, one, other)
    return whole === null || whole >= best ? best : Math.max(whole, best * whenRegisteredDiffer)
  }
}

/** 恒达医疗 is the short name of a company in Suzhou and of one in Shenzhen: where both registered names are known, these decide. */
const whenRegisteredDiffer = 0.5

function registeredLikeness(fields: readonly { key: string; field: FieldDefinition }[], one: Texts, other: Texts): number | null {
  let best: number | null = null
  for (const { key, field } of fields) {
    const { likeness, parts } = field.likened ?? {}
    const [left, right] = [one[key], other[key]]
    if (!likeness || !parts || !left || !right || parts(left).isShort || parts(right).isShort) continue
    best = Math.max(best ?? 0, likeness(left, right))
  }
  return best
}

function sameValue(kind: string, one: string, other: string): number | null {
  if (one === other) return 1
  if (kind === 'phone' && lastDigits(one) !== lastDigits(other)) return 0
  const normal = (text: string): string | null => (kind === 'phone' ? parsePhone(text, 'CN').e164 : text.trim().toLowerCase())
  const [a, b] = [normal(one), normal(other)]
  return a === null || b === null ? null : a === b ? 1 : 0
}

/** What no prefix and no way of writing changes. */
function lastDigits(phone: string): string {
  return phone.replace(/\D/g, '').slice(-6)
}

function alike(
  { likened }: { likened?: ObjectModel['definition']['fields'][string]['likened'] },
  one: string,
  other: string,
): number | null {
  if (!likened) return null
  if (likened.likeness) return likened.likeness(one, other)
  const [a, b] = [likened.key(one), likened.key(other)]
  return a === '' || b === '' ? null : a === b ? 1 : 0
}
