/**
 * A piece of SQL with its values bound, never pasted. Pieces nest: sql`where ${filter} and t.id = ${param(id, 'uuid')}`.
 * Plain values become parameters; `ident` and `raw` are for names that come from declarations, never from input.
 */
export type Sql = { readonly parts: readonly (string | Bound | Sql)[] }
export type Bound = { readonly value: unknown; readonly type: string | undefined }

export function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && 'parts' in value
}

export function param(value: unknown, type?: string): Sql {
  return { parts: [{ value, type }] }
}

export function raw(text: string): Sql {
  return { parts: [text] }
}

const idents = new Map<string, Sql>()

/** A quoted name. Names come from declarations, so they are few, and each stands in many statements. */
export function ident(name: string): Sql {
  const known = idents.get(name)
  if (known) return known
  const quoted = raw(quoteIdent(name))
  idents.set(name, quoted)
  return quoted
}

export function quoteIdent(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`
}

const reserved = new Set([
  'user',
  'order',
  'case',
  'group',
  'table',
  'to',
  'from',
  'end',
  'limit',
  'default',
  'references',
  'primary',
  'position',
  'role',
])

export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  const parts: (string | Bound | Sql)[] = []
  strings.forEach((text, index) => {
    if (text) parts.push(text)
    if (index < values.length) {
      const value = values[index]
      parts.push(isSql(value) ? value : { value, type: undefined })
    }
  })
  return { parts }
}

export function join(pieces: readonly Sql[], separator = ', '): Sql {
  const parts: (string | Sql)[] = []
  pieces.forEach((piece, index) => {
    if (index > 0) parts.push(separator)
    parts.push(piece)
  })
  return { parts }
}

export const nothing: Sql = { parts: [] }

export function and(conditions: readonly Sql[]): Sql {
  return conditions.length === 0
    ? raw('true')
    : conditions.length === 1
      ? (conditions[0] ?? raw('true'))
      : sql`(${join(conditions, ' and ')})`
}

export function or(conditions: readonly Sql[]): Sql {
  return conditions.length === 0
    ? raw('false')
    : conditions.length === 1
      ? (conditions[0] ?? raw('false'))
      : sql`(${join(conditions, ' or ')})`
}

/**
 * A statement as the driver takes it. With `plannedAnew` PostgreSQL keeps no plan of it: for what runs while its table grows from nothing, when the plan for
 * the empty table would be the wrong one soon after.
 */
export type Rendered = { readonly text: string; readonly values: readonly unknown[]; readonly plannedAnew?: boolean }

/**
 * The statement as the driver takes it. Ids and lists of ids that stand in it many times, such as the workspace and the people one is over, are
 * sent once; other values that happen to be equal are kept apart, so that the text depends on the shape of the statement alone.
 */
export function render(piece: Sql): Rendered {
  const values: unknown[] = []
  const places = new Map<unknown, number>()
  let text = ''
  const bind = ({ value, type }: Bound): void => {
    const isShared = type === 'uuid' || type === 'uuid[]' || value instanceof AtRun
    const known = isShared ? places.get(value) : undefined
    const place = known ?? values.push(type === 'uuid[]' && Array.isArray(value) ? idsText(value) : value)
    if (isShared) places.set(value, place)
    text += type ? `$${place}::${type}` : `$${place}`
  }
  const walk = (part: string | Bound | Sql): void => {
    if (typeof part === 'string') text += part
    else if ('parts' in part) for (const inner of part.parts) walk(inner)
    else bind(part)
  }
  walk(piece)
  return { text, values }
}

/** The statement with its values written into it, for COPY, which takes no parameters. `quote` is the driver's own. */
export function renderWithLiterals(piece: Sql, quote: (text: string) => string): string {
  const literal = (value: unknown): string => {
    if (value === null || value === undefined) return 'NULL'
    if (value instanceof AtRun) return literal(value.value())
    if (Array.isArray(value)) return `ARRAY[${value.map(literal).join()}]`
    if (typeof value === 'string') return quote(value)
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return quote(String(value))
    throw new Error('A statement with literals takes texts, numbers and truth values')
  }
  const walk = (part: string | Bound | Sql): string => {
    if (typeof part === 'string') return part
    if ('parts' in part) return part.parts.map(walk).join('')
    return part.type === undefined ? literal(part.value) : `${literal(part.value)}::${part.type}`
  }
  return walk(piece)
}

const knownIds = new WeakMap<readonly unknown[], string>()

/** A list of ids as PostgreSQL reads it. Those of a principal's people stand in nearly every statement: their text is made once. */
function idsText(ids: readonly unknown[]): string {
  const known = knownIds.get(ids)
  if (known !== undefined) return known
  const text = `{${ids.map((id) => id ?? 'NULL').join()}}`
  knownIds.set(ids, text)
  return text
}

/** The same piece with its texts run together, for pieces that are kept and used many times. */
export function flat(piece: Sql): Sql {
  const parts: (string | Bound)[] = []
  let text = ''
  const walk = (part: string | Bound | Sql): void => {
    if (typeof part === 'string') text += part
    else if ('parts' in part) for (const inner of part.parts) walk(inner)
    else {
      if (text) parts.push(text)
      text = ''
      parts.push(part)
    }
  }
  walk(piece)
  if (text) parts.push(text)
  return { parts }
}

/** A value that is given when a kept statement runs. */
export class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A value that is looked up whenever the statement runs, such as the present. */
export class AtRun {
  readonly value: () => string

  constructor(value: () => string) {
    this.value = value
  }
}

/** The values as the driver takes them. */
export function valuesNow(values: readonly unknown[]): unknown[] {
  return values.map((value) => (value instanceof AtRun ? value.value() : value))
}

/** A kept statement for these values: `filled(statement, { id })`. */
export function filled({ text, values }: Rendered, given: Readonly<Record<string, unknown>>): Rendered {
  return { text, values: values.map((value) => (value instanceof Slot ? given[value.name] : value)) }
}
