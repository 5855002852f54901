import { type Fact, type Facts, snake } from './facts.ts'
import { type Asker, levelOf, maySee, reaches, scopeOf } from './model.ts'
import type { Random } from './random.ts'
import { objects } from './rules.ts'

/** A condition with its own plain meaning: what it says of a record, asked by somebody. */
export type Condition = {
  readonly filter: object
  fits(facts: Facts, asker: Asker, record: Fact): boolean
  /** Whether it looks at a field that this asker does not see in the open, and must be refused. */
  isForbidden(facts: Facts, asker: Asker): boolean
}

const never = (): boolean => false

/** Whether asking `object` by a column of a class must be refused; through a reference only where its records may be read at all. */
const hidden =
  (object: string, column: string) =>
  (facts: Facts, asker: Asker): boolean =>
    scopeOf(facts, asker, object, 'read') !== null && levelOf(facts, asker, objects[object]?.classes?.[column] ?? null) !== 'see'

function target(facts: Facts, asker: Asker, record: Fact, key: string): Fact | null {
  const found = facts.records.get(String(record.columns[`${snake(key)}_id`]))
  return found && !found.deleted && maySee(facts, asker, found) ? found : null
}

function pointing(facts: Facts, asker: Asker, object: string, key: string, to: Fact): Fact[] {
  return [...facts.records.values()].filter(
    (record) => record.object === object && !record.deleted && record.columns[`${snake(key)}_id`] === to.id && maySee(facts, asker, record),
  )
}

const units = (value: unknown): bigint => (typeof value === 'number' || typeof value === 'string' ? BigInt(value) : 0n)
const isAbove = (value: unknown, limit: number): boolean =>
  (typeof value === 'number' || typeof value === 'string') && BigInt(value) > BigInt(limit) * 10_000n

/** A group is followed upwards through records that are seen: where one stands that is not, nobody learns under whom. */
function isUnder(facts: Facts, asker: Asker, record: Fact, group: string, steps = 0): boolean {
  const above = record.columns.parent_id
  if (typeof above !== 'string' || steps > 30) return false
  if (above === group) return true
  const next = facts.records.get(above)
  return next !== undefined && !next.deleted && maySee(facts, asker, next) && isUnder(facts, asker, next, group, steps + 1)
}

function accountCondition(random: Random, facts: Facts): Condition {
  const group = random.pick([...facts.records.values()].filter(({ object }) => object === 'account')).id
  const level = random.pick(['a', 'b', 'c', 'vip'])
  const staff = random.below(900)
  const money = 700_000_000 + random.below(100_000_000)
  const least = random.below(3)
  return random.pick<() => Condition>([
    () => ({
      filter: { field: 'level', op: 'is', value: level },
      fits: (_f, _a, { columns }) => columns.level === level,
      isForbidden: never,
    }),
    () => ({
      filter: { field: 'employees', op: 'gt', value: staff },
      fits: (_f, _a, { columns }) => Number(columns.employees) > staff,
      isForbidden: never,
    }),
    () => ({
      filter: { field: 'creditLimit', op: 'gt', value: String(money) },
      fits: (_f, _a, { columns }) => isAbove(columns.credit_limit_base, money),
      isForbidden: hidden('account', 'credit_limit'),
    }),
    () => ({
      filter: { field: 'bankName', op: 'contains', value: '分行' },
      fits: (_f, _a, { columns }) => String(columns.bank_name).includes('分行'),
      isForbidden: hidden('account', 'bank_name'),
    }),
    () => ({
      filter: { field: 'secretNote', op: 'contains', value: '密注' },
      fits: (_f, _a, { custom }) => `${JSON.stringify(custom.secretNote)}`.includes('密注'),
      isForbidden: hidden('account', 'bank_name'),
    }),
    () => ({ filter: { field: 'parent', op: 'isEmpty' }, fits: (_f, _a, { columns }) => columns.parent_id === null, isForbidden: never }),
    () => ({ filter: { field: 'owner', op: 'me' }, fits: (_f, { id }, { owner }) => owner === id, isForbidden: never }),
    () => ({
      filter: { field: 'owner', op: 'myTeamAndBelow' },
      fits: (facts, asker, { owner }) => reaches(facts, asker, 'teamAndBelow', owner),
      isForbidden: never,
    }),
    () => ({
      filter: { field: 'parent.level', op: 'is', value: level },
      fits: (facts, asker, record) => target(facts, asker, record, 'parent')?.columns.level === level,
      isForbidden: never,
    }),
    () => ({
      filter: { field: 'parent.creditLimit', op: 'gt', value: String(money) },
      fits: (facts, asker, record) => isAbove(target(facts, asker, record, 'parent')?.columns.credit_limit_base, money),
      isForbidden: hidden('account', 'credit_limit'),
    }),
    () => ({
      filter: { field: 'parent', op: 'under', value: group },
      fits: (facts, asker, record) => isUnder(facts, asker, record, group),
      isForbidden: never,
    }),
    () => ({
      filter: { related: { object: 'opportunity', field: 'account' }, aggregate: { fn: 'count' }, op: 'gt', value: least },
      fits: (facts, asker, record) => pointing(facts, asker, 'opportunity', 'account', record).length > least,
      isForbidden: never,
    }),
    () => ({
      filter: {
        related: { object: 'opportunity', field: 'account' },
        aggregate: { fn: 'sum', field: 'amount' },
        op: 'gt',
        value: String(money),
      },
      fits: (facts, asker, record) =>
        pointing(facts, asker, 'opportunity', 'account', record).reduce((sum, { columns }) => sum + units(columns.amount_base), 0n) >
          BigInt(money) * 10_000n && scopeOf(facts, asker, 'opportunity', 'read') !== null,
      isForbidden: never,
    }),
    () => ({
      filter: { related: { object: 'contact', field: 'account' }, where: { field: 'mobile', op: 'isNotEmpty' } },
      fits: (facts, asker, record) => pointing(facts, asker, 'contact', 'account', record).some(({ columns }) => columns.mobile !== null),
      isForbidden: hidden('contact', 'mobile'),
    }),
  ])()
}

function opportunityCondition(random: Random): Condition {
  const money = 700_000_000 + random.below(100_000_000)
  const level = random.pick(['a', 'b', 'c', 'vip'])
  return random.pick<() => Condition>([
    () => ({
      filter: { field: 'amount', op: 'gt', value: String(money) },
      fits: (_f, _a, { columns }) => isAbove(columns.amount_base, money),
      isForbidden: never,
    }),
    () => ({
      filter: { field: 'account.level', op: 'is', value: level },
      fits: (facts, asker, record) => target(facts, asker, record, 'account')?.columns.level === level,
      isForbidden: never,
    }),
    () => ({
      filter: { field: 'account.creditLimit', op: 'gt', value: String(money) },
      fits: (facts, asker, record) => isAbove(target(facts, asker, record, 'account')?.columns.credit_limit_base, money),
      isForbidden: hidden('account', 'credit_limit'),
    }),
    () => ({
      filter: { field: 'product.cost', op: 'gt', value: String(money) },
      fits: (facts, asker, record) => isAbove(target(facts, asker, record, 'product')?.columns.cost_base, money),
      isForbidden: hidden('product', 'cost'),
    }),
    () => ({
      filter: { field: 'owner', op: 'myTeam' },
      fits: (facts, asker, { owner }) => reaches(facts, asker, 'team', owner),
      isForbidden: never,
    }),
  ])()
}

function contactCondition(random: Random): Condition {
  return random.pick<() => Condition>([
    () => ({
      filter: { field: 'mobile', op: 'startsWith', value: '13' },
      fits: (_f, _a, { columns }) => columns.mobile !== null,
      isForbidden: hidden('contact', 'mobile'),
    }),
    () => ({
      filter: { field: 'wechat', op: 'contains', value: 'wx' },
      fits: (_f, _a, { columns }) =>
        String(columns.wechat ?? '')
          .toLowerCase()
          .includes('wx'),
      isForbidden: hidden('contact', 'wechat'),
    }),
    () => ({
      filter: { field: 'account.owner', op: 'me' },
      fits: (facts, asker, record) => target(facts, asker, record, 'account')?.owner === asker.id,
      isForbidden: never,
    }),
    () => ({
      filter: { related: { object: 'activity', field: 'contact' }, where: { field: 'status', op: 'is', value: 'done' } },
      fits: (facts, asker, record) =>
        pointing(facts, asker, 'activity', 'contact', record).some(({ columns }) => columns.status === 'done'),
      isForbidden: never,
    }),
  ])()
}

const conditionsOf: Readonly<Record<string, (random: Random, facts: Facts) => Condition>> = {
  account: accountCondition,
  opportunity: opportunityCondition,
  contact: contactCondition,
}
export const filterable = Object.keys(conditionsOf)

/** A tree of conditions, or none. */
export function someCondition(random: Random, facts: Facts, object: string, depth = 0): Condition | null {
  const make = conditionsOf[object]
  if (!make) return null
  if (depth >= 2 || random.chance(0.6)) return make(random, facts)
  const inner = [someCondition(random, facts, object, depth + 1), someCondition(random, facts, object, depth + 1)].flatMap(
    (one) => one ?? [],
  )
  const isForbidden = (facts: Facts, asker: Asker): boolean => inner.some((one) => one.isForbidden(facts, asker))
  return random.pick<() => Condition>([
    () => ({ filter: { all: inner.map(({ filter }) => filter) }, fits: (f, a, r) => inner.every((one) => one.fits(f, a, r)), isForbidden }),
    () => ({ filter: { any: inner.map(({ filter }) => filter) }, fits: (f, a, r) => inner.some((one) => one.fits(f, a, r)), isForbidden }),
    () => {
      const [first = make(random, facts)] = inner
      return { filter: { not: first.filter }, fits: (f, a, r) => !first.fits(f, a, r), isForbidden: first.isForbidden }
    },
  ])()
}

/** The living records of an object that the asker must be shown under a condition: these and no others. */
export function expected(facts: Facts, asker: Asker, object: string, condition: Condition | null): Fact[] {
  return [...facts.records.values()].filter(
    (record) =>
      record.object === object && !record.deleted && maySee(facts, asker, record) && (condition?.fits(facts, asker, record) ?? true),
  )
}
