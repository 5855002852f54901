import type { FieldDefinition, FieldKind } from '../declare/field.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { squashed } from './match-text.ts'
import type { ColumnSummary } from './summarize-columns.ts'

/** A column goes to a field, or to `externalKey`: the record's id in the system that the file comes from. */
export type MappingTarget = string
export const externalKey = '#key'
/** The list of divisions, where one asks whether a text is a value of it. */
export const regionList = '#region'
/** True when the text is a value of the list, in whatever spelling. */
export type IsChoice = (list: string, text: string) => boolean
export type SuggestedColumn = { target: MappingTarget | null /** From 0 to 1; under 1 the user should look. */; confidence: number }

const notImportable: readonly FieldKind[] = ['autoNumber', 'formula', 'secret', 'json', 'file']

/** Names by which columns are called everywhere, whatever the field's own name. */
const usualNames: Readonly<Partial<Record<FieldKind, readonly string[]>>> = {
  email: ['email', 'email address', 'mail', '邮箱', '电子邮件', '电子邮箱', '邮件'],
  phone: [
    'phone',
    'phone number',
    'tel',
    'telephone',
    'mobile',
    'mobile phone',
    'cell',
    '电话',
    '手机',
    '联系电话',
    '手机号',
    '手机号码',
    '电话号码',
    '座机',
  ],
  url: ['website', 'web site', 'web', 'url', 'homepage', '网址', '网站', '官网'],
  address: ['address', 'street', 'street address', '地址', '联系地址', '详细地址', '通讯地址'],
  region: ['region', 'province', 'city', '地区', '区域', '所在地', '省份', '城市', '省市'],
}
const usualOwner = [
  'owner',
  'sales rep',
  'salesperson',
  'account manager',
  'assigned to',
  '负责人',
  '业务员',
  '销售',
  '负责业务员',
  '销售代表',
  '客户经理',
]
const usualTitle = ['name', 'title', 'full name', 'display name', '名称', '姓名', '全称']
const usualKeys = ['id', 'external id', 'record id', '编号', '外部编号', '原系统编号']
const least = 0.5
/** From here on the name alone decides. */
export const sureName = 0.9

/** The fields that a file may fill. */
export function importableFields(model: ObjectModel): Map<string, FieldDefinition> {
  return new Map([...model.fields].filter(([, field]) => !field.readOnly && !notImportable.includes(field.kind) && field.to !== 'any'))
}

/** True for a text that names a field of the object in any of its names: the first row of the file then holds column names. */
export function knowsColumn(model: ObjectModel): (text: string) => boolean {
  const names = new Set(
    [...importableFields(model)]
      .flatMap(([key, field]) => namesOf(key, field))
      .concat(usualKeys)
      .map(squashed),
  )
  return (text) => names.has(squashed(withoutUnit(text)))
}

/** What is known before names and values are looked at. */
export type MappingHints = {
  /** By column: its field, null where it is not imported, undefined where nothing is known. */
  known?: readonly (string | null | undefined)[]
  /** Fields that several columns fill together. */
  filled?: readonly string[]
  /** Only names that leave no doubt count. */
  onlySure?: boolean
  /** What files call the records: `categoryID` is the number of a product category. */
  called?: readonly string[]
}

/** Which column fills which field: by the column's name in either language, then by what stands in it. Each field is filled once. */
export function suggestMapping(
  columns: readonly ColumnSummary[],
  model: ObjectModel,
  isChoice: IsChoice,
  { known = [], filled = [], onlySure = false, called = [] }: MappingHints = {},
): SuggestedColumn[] {
  const suggested = columns.map(
    (_, index): SuggestedColumn => ({ target: known[index] ?? null, confidence: known[index] === undefined ? 0 : 1 }),
  )
  const taken = new Set([...filled, ...known.flatMap((target) => target ?? [])])
  const open = columns.filter((_, index) => known[index] === undefined)
  const ranked = open
    .flatMap((column) =>
      [...importableFields(model)].map(([key, field]) => ({ column, target: key, score: likeness(column, key, field, model, isChoice) })),
    )
    .concat(open.map((column) => ({ column, target: externalKey, score: keyLikeness(column, model, called) })))
    .concat(open.flatMap((column) => originLikeness(column)))
    .filter(({ score }) => score >= (onlySure ? sureName : least))
    .sort((one, other) => other.score - one.score || one.column.index - other.column.index)
  for (const { column, target, score } of ranked) {
    const suggestion = suggested[column.index]
    if (suggestion === undefined || suggestion.target !== null || taken.has(target)) continue
    suggested[column.index] = { target, confidence: Math.min(1, Math.round(score * 100) / 100) }
    taken.add(target)
  }
  nameTheNameless(columns, suggested, model, taken)
  return suggested
}

/** A list without column names is mostly one of names: its first column of words is taken for them. */
function nameTheNameless(
  columns: readonly ColumnSummary[],
  suggested: SuggestedColumn[],
  model: ObjectModel,
  taken: ReadonlySet<string>,
): void {
  const { title } = model.definition
  if (taken.has(title) || columns.some(({ name }) => name !== '')) return
  const names = columns.find(({ index, filled, looks }) => {
    const isOther = Object.values(looks).some((share) => share > 0.5)
    return suggested[index]?.target === null && filled > 0 && !isOther
  })
  if (names) suggested[names.index] = { target: title, confidence: least }
}

const originNames: readonly [string, readonly string[]][] = [
  [
    '#createdAt',
    ['created at', 'created on', 'created date', 'create date', 'date created', '创建时间', '创建日期', '录入时间', '建档时间', '建档日期'],
  ],
  ['#createdBy', ['created by', 'creator', '创建人', '录入人', '建档人']],
  [
    '#changedAt',
    [
      'changed at',
      'updated at',
      'modified on',
      'modified at',
      'last modified date',
      'last modified',
      '更新时间',
      '修改时间',
      '最后修改时间',
      '最近修改时间',
    ],
  ],
  ['#changedBy', ['changed by', 'updated by', 'modified by', 'last modified by', '修改人', '更新人', '最后修改人']],
]

/** When and by whom the record was made where it comes from. */
function originLikeness(column: ColumnSummary): { column: ColumnSummary; target: string; score: number }[] {
  const name = squashed(withoutUnit(column.name))
  return originNames.flatMap(([target, names]) => {
    const isMeant = names.some((one) => squashed(one) === name)
    return isMeant && (!target.endsWith('At') || column.looks.date > 0.5) ? [{ column, target, score: 0.9 }] : []
  })
}

function namesOf(key: string, field: FieldDefinition): string[] {
  return [key, field.label.zh, field.label.en, ...(field.aliases ?? [])]
}

/** 「授信(万)」 and `Phone (office)` are called by what stands before the brackets. */
function withoutUnit(name: string): string {
  return (
    name
      .normalize('NFKC')
      .replace(/[([【].*?[)\]】]/g, '')
      .replace(/^property_|__c$/gi, '')
      .trim() || name
  )
}

function likeness(column: ColumnSummary, key: string, field: FieldDefinition, model: ObjectModel, isChoice: IsChoice): number {
  const byName = nameLikeness(column.name, key, field, model)
  const fit = valueFit(column, field)
  // 区域 is a division of the country here; North and South are not.
  if (field.kind === 'region' && byName > 0 && column.samples.length > 0 && !column.samples.some((text) => isChoice(regionList, text)))
    return 0
  if (byName < sureName && isContradicted(column, field, isChoice)) return 0
  if (byName === 0) return fit > 0.8 ? 0.55 * fit : 0
  return byName * (fit < 0 ? 0.6 : 1) + Math.max(0, fit) * 0.05
}

/** A name that is only similar needs values that go with it: 「上市状态」 is not the customer's 「状态」, nor `E-mail 2 Address` an address. */
function isContradicted(column: ColumnSummary, field: FieldDefinition, isChoice: IsChoice): boolean {
  const { looks, samples } = column
  if (/zip|post|fax|邮编|邮政|传真/i.test(column.name)) return true
  if (looks.email > 0.5 && field.kind !== 'email') return true
  if (looks.date > 0.8 && field.kind !== 'date' && field.kind !== 'dateTime') return true
  return field.kind === 'choice' && samples.filter((text) => isChoice(field.list ?? '', text)).length * 2 < samples.length
}

function nameLikeness(columnName: string, key: string, field: FieldDefinition, model: ObjectModel): number {
  const name = squashed(withoutUnit(columnName))
  if (name === '') return 0
  const own = namesOf(key, field).map(squashed)
  if (own.includes(name)) return 1
  const { definition } = model
  const objectNames = [definition.key, definition.label.zh, definition.label.en].map(squashed)
  // Of a person, the title is the job.
  const titles = usualTitle.filter((one) => one !== 'title' || !field.personal).map(squashed)
  const bare = objectNames.map((object) => name.replace(object, '')).find((rest) => rest !== name)
  if (key === definition.title) {
    // `account` in a list of accounts, 客户名称, company name.
    if (objectNames.includes(name)) return 0.98
    if (titles.includes(name) || (bare !== undefined && titles.includes(bare))) return 0.97
  }
  if (bare !== undefined && bare !== '' && own.includes(bare)) return 0.95
  const usual = [...(usualNames[field.kind] ?? []), ...(field.kind === 'user' && key === 'owner' ? usualOwner : [])].map(squashed)
  if (usual.includes(name)) return 0.9
  const reference = own.some((label) => name === `${label}name` || name === `${label}id` || name === `${label}名称`)
  if (reference && ['reference', 'user', 'references'].includes(field.kind)) return 0.92
  // `Email Home`, `Business Phone 2`: what it holds is in the name, and the values bear it out.
  const holds = field.kind === 'email' || field.kind === 'phone' ? usual.some((one) => name.includes(one)) : false
  return Math.max(contained(name, own), holds ? 0.6 : 0)
}

/** Chinese labels count wherever they stand in the name; of English names the last word says what it is: `Unit price`, `Home phone`. */
function contained(name: string, labels: readonly string[]): number {
  let best = 0
  for (const label of labels) {
    const chinese = /\p{sc=Han}/u.test(label)
    const [short, long] = name.length < label.length ? [name, label] : [label, name]
    const fits = chinese ? short.length >= 2 && long.includes(short) : short.length >= 4 && long.endsWith(short)
    if (fits) best = Math.max(best, 0.5 + (0.35 * short.length) / long.length)
  }
  return best
}

/** 1 where the values are just what the field holds, 0 where they say nothing, -1 where they cannot be meant. */
function valueFit(column: ColumnSummary, field: FieldDefinition): number {
  if (column.samples.length === 0) return 0
  const { looks } = column
  switch (field.kind) {
    case 'email':
      return looks.email > 0 ? looks.email : -1
    case 'phone':
      return looks.phone > 0 ? looks.phone : -1
    case 'url':
      return looks.url
    case 'date':
    case 'dateTime':
      return Math.max(looks.date, looks.moment ?? 0) < 0.5 ? -1 : 0
    case 'number':
    case 'money':
    case 'percent':
      return looks.number < 0.5 ? -1 : 0
    case 'reference':
    case 'user':
    case 'choice':
      return looks.email > 0.8 || looks.date > 0.8 ? -1 : 0
    default:
      return 0
  }
}

/** Numbers that the engine gives are kept as ids of the other system: a record gets a number of its own here. */
function keyLikeness(column: ColumnSummary, { definition, fields }: ObjectModel, called: readonly string[]): number {
  const unique = column.filled > 0 && !column.repeats && column.distinct >= Math.min(column.filled, 1_000)
  if (!unique) return 0
  const name = squashed(column.name)
  const numbers = [...fields].flatMap(([key, field]) => (field.kind === 'autoNumber' ? namesOf(key, field) : []))
  const names = [
    ...[...usualKeys, ...numbers].map(squashed),
    ...[definition.key, definition.label.en, definition.label.zh, ...called].flatMap((own) => [
      `${squashed(own)}id`,
      `${squashed(own)}编号`,
    ]),
  ]
  return names.includes(name) ? 0.9 : 0
}
