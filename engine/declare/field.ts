import type { Label } from './label.ts'
import type { RollUp } from './roll-up.ts'

/** Everything a field can be. A `formula` is stored and derived: never written from outside. */
export type FieldKind =
  | 'text'
  | 'longText'
  | 'richText'
  | 'number'
  | 'money'
  | 'percent'
  | 'boolean'
  | 'date'
  | 'dateTime'
  | 'choice'
  | 'multiChoice'
  | 'email'
  | 'phone'
  | 'url'
  | 'address'
  | 'region'
  | 'reference'
  | 'references'
  | 'user'
  | 'file'
  | 'autoNumber'
  | 'formula'
  | 'secret'
  | 'json'

/** How a record is shown where another record points at it. */
export type RecordLink = { id: string; title: string }
/** A link to a record of any object. */
export type AnyRecordLink = RecordLink & { object: string }
/** Amounts travel as decimal strings: JSON numbers lose cents. */
export type Money = { amount: string; currency: string }
export type Address = { region?: string; street?: string; postcode?: string; country?: string }

/**
 * One field of an object, as data. `declare/object.ts` gives it its key. Only what differs from the default is written.
 * `readClass` names the group of fields that a role may see, mask or hide as one (`general` is seen by whoever sees the record).
 */
export type FieldDefinition = {
  readonly kind: FieldKind
  readonly label: Label
  readonly help?: Label
  readonly required?: boolean
  /** Characters for texts, value for numbers and money (decimal string or number). */
  readonly min?: number
  readonly max?: number
  /** Digits after the point that `number` and `percent` keep. */
  readonly decimals?: number
  /** `number` only: written without separators, because it names and does not count: a year. */
  readonly plain?: boolean
  /** `number` only: kept as float8 because it is measured, not counted. */
  readonly approximate?: boolean
  readonly unique?: boolean
  /** The choice list of base data that holds the values. */
  readonly list?: string
  /** The object that a reference points at; `any` holds (object, id). */
  readonly to?: string
  readonly whenDeleted?: 'refuse' | 'clear'
  /** A value, or a word that the engine resolves when the record is made. */
  readonly default?: string | number | boolean | 'current-user' | 'today' | 'now'
  readonly readClass?: string
  readonly personal?: boolean
  /** Words of this field are found by the search box; `code`: a number or code, found whole, by its parts and by any digits in it. */
  readonly searched?: boolean | 'code'
  /** `text` only: what the text is, so that it is shown in words and chosen, not typed. */
  readonly format?: 'recurrence' | 'timeZone'
  /** Most records leave it empty: its indexes hold the others alone. */
  readonly sparse?: boolean
  /** Keeps an index (workspace, field, id), so that lists sort and filter by it at any size; references and users have one unless this is false. */
  readonly indexed?: boolean
  /** Names a record, or tells it from others: its normal form is kept in an index, so that imports and duplicate checks find it at any size. */
  readonly matched?: boolean
  /** Likeness that is more than equality: a company's name, a domain. The key stands in a column of its own, in an index. */
  readonly likened?: Likened
  /** Names sort by pinyin; the engine keeps the sort key in a column of its own. */
  readonly pinyin?: boolean
  /** `autoNumber` only: what stands before the digits, and how many digits at least. */
  readonly prefix?: string
  readonly digits?: number
  /** `formula` only. */
  readonly from?: readonly string[]
  readonly result?: 'number' | 'money' | 'text' | 'boolean' | 'date' | 'dateTime'
  readonly compute?: (record: Readonly<Record<string, unknown>>) => unknown
  /** Written by the engine or by an action alone; shown, never in a form. */
  readonly readOnly?: boolean
  /** Follows from the records that point at this one: read-only, neither in its revision nor in its history. */
  readonly rollUp?: RollUp
  /** Written beside the write path by the works: neither in its revision nor in its history. */
  readonly unrecorded?: boolean
  /** The right that one needs on a record in order to point at it; to see it, where nothing is said. */
  readonly pointedWith?: string
  /**
   * Drawn as something other than its kind: a `score` of 100 as a figure with five bars; the `rhythm` of touches, of which nothing is stored: whoever draws it asks for it,
   * and records come without it.
   */
  readonly shown?: 'score' | 'rhythm'
  /** Other names by which an import recognises the column. */
  readonly aliases?: readonly string[]
  /** Set for custom fields: where the typed copy stands, null until the field is made sortable. */
  readonly custom?: { readonly id: string; readonly slot: string | null; readonly sortable: boolean }
}

/** How values are found that mean the same though they are written otherwise. */
export type Likened = {
  /** The form by which they are looked for: words with a blank behind each, or one value. Empty where the text says nothing; pure. */
  key(text: string): string
  /** 1 for the same, 0 for another, of two texts as they were written. Without it, equal keys are the same. */
  likeness?(one: string, other: string): number
  /**
   * For names of which a short one may stand for a registered one: what a name consists of, one after another. A short name is looked for where all its parts stand
   * in order. Two different registered names speak louder than short ones that are alike.
   */
  parts?(text: string): NameParts
}
export type NameParts = { readonly parts: readonly string[]; readonly isShort: boolean }

declare const shape: unique symbol
type Shape<Read, Write, Required extends boolean> = { readonly [shape]?: { read: Read; write: Write; required: Required } }
export type Field<Read = unknown, Write = Read, Required extends boolean = boolean> = FieldDefinition & Shape<Read, Write, Required>

export type FieldMap = Readonly<Record<string, Field>>

type ReadOf<F> = F extends Shape<infer Read, infer _W, infer R> ? (R extends true ? Read : Read | null) : never
type WriteOf<F> = F extends Shape<infer _R, infer Write, infer R> ? (R extends true ? Write : Write | null) : never
type IsRequired<F> = F extends Shape<infer _R, infer _W, infer R> ? R : false
type HasDefault<F> = F extends { default: string | number | boolean } ? true : false
type MustGive<F> = IsRequired<F> extends true ? (HasDefault<F> extends true ? false : true) : false

export type ReadValues<F extends FieldMap> = { [K in keyof F]: ReadOf<F[K]> }
export type NewValues<F extends FieldMap> = { [K in keyof F as MustGive<F[K]> extends true ? K : never]: WriteOf<F[K]> } & {
  [K in keyof F as MustGive<F[K]> extends true ? never : K]?: WriteOf<F[K]>
}
export type ChangedValues<F extends FieldMap> = { [K in keyof F]?: WriteOf<F[K]> }

type Options = Omit<FieldDefinition, 'kind' | 'custom'>
type Required<O> = O extends { required: true } ? true : false

/** Builds the constructor of one kind: the options stay visible to the type system, so `required` decides about null. */
function kind<Read, Write = Read>(name: FieldKind) {
  return <const O extends Options>(options: O): O & { readonly kind: FieldKind } & Shape<Read, Write, Required<O>> => ({
    ...options,
    kind: name,
  })
}

/** Kinds that name another object or list before their options. */
function kindOf<Read, Write = Read>(name: FieldKind, target: 'to' | 'list') {
  return <const O extends Options>(of: string, options: O): O & { readonly kind: FieldKind } & Shape<Read, Write, Required<O>> => ({
    ...options,
    [target]: of,
    kind: name,
  })
}

/**
 * The field kinds. `field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 200 })`,
 * `field.reference('account', { … })`, `field.choice('account-level', { … })`.
 */
export const field = {
  text: kind<string>('text'),
  longText: kind<string>('longText'),
  richText: kind<string>('richText'),
  number: kind<number>('number'),
  money: kind<Money, Money | string | number>('money'),
  percent: kind<number>('percent'),
  boolean: kind<boolean>('boolean'),
  date: kind<string>('date'),
  dateTime: kind<string>('dateTime'),
  choice: kindOf<string>('choice', 'list'),
  multiChoice: kindOf<string[]>('multiChoice', 'list'),
  email: kind<string>('email'),
  phone: kind<string>('phone'),
  url: kind<string>('url'),
  address: kind<Address>('address'),
  region: kind<string>('region'),
  reference: kindOf<RecordLink, string>('reference', 'to'),
  anyReference: <const O extends Options>(
    options: O,
  ): O & { readonly kind: FieldKind } & Shape<AnyRecordLink, { object: string; id: string }, Required<O>> => ({
    ...options,
    to: 'any',
    kind: 'reference',
  }),
  references: kindOf<RecordLink[], string[]>('references', 'to'),
  user: kind<RecordLink, string>('user'),
  file: kind<RecordLink, string>('file'),
  autoNumber: kind<string, never>('autoNumber'),
  /** Stored, and pure over its own record: `from` names the fields that `compute` reads. */
  formula: kind<string | number | boolean | Money, never>('formula'),
  secret: kind<{ set: boolean }, string>('secret'),
  json: kind<unknown>('json'),
} as const
