import type { Random } from '../leak/random.ts'

/** What requests are filled with: names and ids as they are. */
export type Ground = {
  readonly objects: readonly { key: string; route: string; fields: readonly { key: string; kind: string; to?: string; list?: string }[] }[]
  readonly choices: Readonly<Record<string, readonly string[]>>
  /** Ids of records by object, and others by what they are. */
  readonly ids: ReadonlyMap<string, readonly string[]>
  readonly actions: readonly { key: string; input: unknown }[]
}

type Schema = Readonly<Record<string, unknown>>

export function someId(random: Random, { ids }: Ground, object?: string): string {
  const own = object === undefined ? undefined : ids.get(object)
  if (own && own.length > 0 && random.chance(0.9)) return random.pick(own)
  const all = [...ids.values()].flat()
  return all.length > 0 ? random.pick(all) : '00000000-0000-7000-8000-000000000000'
}

/** A value that fits a JSON schema, more or less: what is wrong with it is the mutation's business. */
export function sample(random: Random, ground: Ground, schema: unknown, key = '', object = 'account'): unknown {
  if (typeof schema !== 'object' || schema === null) return null
  const { type, anyOf, properties, items, const: constant, enum: values, required, patternProperties, allOf } = schema as Schema
  if (constant !== undefined) return constant
  if (Array.isArray(values)) return random.pick(values)
  if (Array.isArray(anyOf)) return sample(random, ground, random.pick(anyOf), key, object)
  if (Array.isArray(allOf)) return Object.assign({}, ...allOf.map((one) => sample(random, ground, one, key, object)))
  if (properties && typeof properties === 'object')
    return Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => (Array.isArray(required) && required.includes(name)) || random.chance(0.5))
        .map(([name, one]) => [name, sample(random, ground, one, name, object)]),
    )
  if (patternProperties) return key === 'columns' ? {} : record(random, ground, object)
  switch (type) {
    case 'string':
      return word(random, ground, key, object)
    case 'integer':
    case 'number':
      return random.below(40)
    case 'boolean':
      return random.chance(0.5)
    case 'array':
      return Array.from({ length: random.below(4) }, () => sample(random, ground, items, key, object))
    case 'null':
      return null
    default:
      return key === 'filter' || key === 'where' ? filter(random, ground, object) : record(random, ground, object)
  }
}

function word(random: Random, ground: Ground, key: string, object: string): string {
  const own = ground.objects.find((one) => one.key === object)
  const field = (): string => (own && own.fields.length > 0 ? random.pick(own.fields).key : 'name')
  switch (key) {
    case 'filter':
      return JSON.stringify(filter(random, ground, object))
    case 'sort':
    case 'fields':
    case 'include':
    case 'sums':
      return random.pick([field(), `-${field()}`, `${field()},${field()}`])
    case 'by':
    case 'sum':
    case 'weighted':
      return field()
    case 'object':
      return random.pick(ground.objects).key
    case 'cursor':
      return Buffer.from(
        JSON.stringify(
          random.pick([
            ['x', someId(random, ground)],
            [null, someId(random, ground)],
            ['2026-11-22T00:00:00Z', someId(random, ground)],
            [1, 2, 3],
          ]),
        ),
      ).toString('base64url')
    case 'from':
    case 'until':
    case 'at':
      return random.pick(['2026-11-22', '2026-02-31', '2026-11-22T00:00:00Z'])
    case 'email':
      return 'someone@example.cn'
    case 'password':
      return 'correct horse battery'
    case 'id':
    case 'importId':
    case 'lane':
      return someId(random, ground)
    default:
      return random.pick([someId(random, ground), '远山', 'x', '2026-11-22'])
  }
}

const operators = [
  'is',
  'isNot',
  'in',
  'notIn',
  'contains',
  'notContains',
  'startsWith',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'isEmpty',
  'isNotEmpty',
  'within',
  'me',
  'myTeam',
  'myTeamAndBelow',
  'under',
]

function filter(random: Random, ground: Ground, object: string, depth = 0): unknown {
  const own = ground.objects.find((one) => one.key === object)
  const field = own && own.fields.length > 0 ? random.pick(own.fields) : { key: 'name', kind: 'text' }
  const value = () =>
    random.pick<unknown>([
      valueFor(random, ground, field),
      ['a', 'b'],
      [1, 2],
      'x',
      3,
      { unit: 'day', from: -3, until: 3 },
      'thisMonth',
      { last: 3, unit: 'month' },
    ])
  const plain = { field: field.key, op: random.pick(operators), value: value() }
  if (depth > 2 || random.chance(0.6)) return plain
  return random.pick<unknown>([
    { all: [plain, filter(random, ground, object, depth + 1)] },
    { any: [filter(random, ground, object, depth + 1)] },
    { not: filter(random, ground, object, depth + 1) },
    { ...plain, field: `account.${field.key}` },
    {
      related: { object: random.pick(ground.objects).key, field: object },
      aggregate: { fn: random.pick(['count', 'sum', 'max']), field: 'amount' },
      op: random.pick(operators),
      value: value(),
    },
  ])
}

/** Values of a new record, field by field. */
function record(random: Random, ground: Ground, object: string): Record<string, unknown> {
  const own = ground.objects.find((one) => one.key === object)
  return Object.fromEntries(
    (own?.fields ?? []).filter(() => random.chance(0.25)).map((field) => [field.key, valueFor(random, ground, field)]),
  )
}

function valueFor(random: Random, ground: Ground, { kind, to, list }: { kind: string; to?: string; list?: string }): unknown {
  switch (kind) {
    case 'number':
    case 'percent':
      return random.below(100)
    case 'money':
      return { amount: String(random.below(9_999)), currency: 'CNY' }
    case 'boolean':
      return random.chance(0.5)
    case 'date':
      return '2026-11-22'
    case 'dateTime':
      return '2026-11-22T01:02:03Z'
    case 'choice':
      return random.pick(ground.choices[list ?? ''] ?? ['x'])
    case 'multiChoice':
      return [random.pick(ground.choices[list ?? ''] ?? ['x'])]
    case 'reference':
      return to === 'any' ? { object: 'account', id: someId(random, ground, 'account') } : someId(random, ground, to)
    case 'references':
      return [someId(random, ground, to)]
    case 'user':
      return someId(random, ground, 'user')
    case 'email':
      return `x${random.below(999)}@example.cn`
    case 'phone':
      return '13812345678'
    case 'region':
      return '310000'
    case 'address':
      return { street: '人民路 1 号' }
    case 'json':
      return { a: [1] }
    default:
      return `值 ${random.below(999)}`
  }
}
