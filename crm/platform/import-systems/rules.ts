import type { Label, SystemTable } from '../../../engine/index.ts'

type ColumnRule = NonNullable<SystemTable['columns']>[string]

/** One field under the names that a system gives its column, the first that is there counts. */
export function from(rule: ColumnRule, ...names: string[]): Record<string, ColumnRule> {
  return Object.fromEntries(names.map((name) => [name, rule]))
}

/** Values that mean nothing here are left out of the record; the row goes in, and says so. */
export const ifKnown = (target: string) => ({ target, whenMissing: 'empty' as const, whenUnreadable: 'empty' as const })
/** A moment that connectors write in UTC, and do not say so. */
export const utc = (target: string) => ({ ...ifKnown(target), zone: 'UTC' as const })
/** Values that are not there yet are made. */
export const orAdd = (target: string) => ({ target, whenMissing: 'add' as const })

/** A table whose rows are no records here: what it is, and what to do instead. */
export type Other = { zh: string; en: string; has: readonly string[]; alone?: boolean }

export function others(instead: Label, tables: readonly Other[]): SystemTable[] {
  return tables.map(({ zh, en, has, alone }) => ({ label: { zh, en }, has, ...(alone ? { alone } : {}), object: null, instead }))
}

export const history: Label = {
  zh: '它是字段的变更历史；请导入当前的记录。',
  en: 'It is the history of fields: import the records as they are now.',
}
export const links: Label = {
  zh: '它只把两种记录连在一起；请导入记录本身，并让一列写明对方的名称或编号。',
  en: 'It only links records: import the records themselves, with the name or number of the other in a column.',
}
export const settings: Label = {
  zh: '它是那个系统的设置；请在「设置」里建立需要的项目。',
  en: 'It holds settings of that system: set up what you need under Settings.',
}
export const log: Label = {
  zh: '它是那个系统的运行日志，不是客户资料。',
  en: 'It is a log of that system, not data of your customers.',
}
export const notKept: Label = {
  zh: '这里还没有对应的记录类型；请导入客户、联系人、线索、商机、产品或跟进。',
  en: 'No records of this kind are kept here: import customers, contacts, leads, opportunities, products or activities.',
}
