import { choiceLists } from '../../crm/index.ts'
import { companyName, mobileNumber } from '../data/names.ts'
import { randomFrom } from '../data/random.ts'
import { seed } from '../data/scale.ts'

/** The columns of the measured file, as a company's own list heads them, and the fields that they become. */
export const columns = [
  ['客户名称', 'name'],
  ['简称', 'shortName'],
  ['税号', 'taxNumber'],
  ['客户状态', 'status'],
  ['客户等级', 'level'],
  ['客户行业', 'industry'],
  ['客户来源', 'source'],
  ['地区', 'region'],
  ['电话', 'phone'],
  ['邮箱', 'email'],
  ['员工人数', 'employees'],
  ['年营业额', 'annualRevenue'],
  ['成立年份', 'foundedYear'],
  ['负责人', 'owner'],
  ['备注', 'description'],
] as const

/** Values of a choice list under the labels that stand in the file. */
export function choicesByLabel(key: string): Map<string, string> {
  const list = choiceLists.find((one) => one.key === key)
  if (!list) throw new Error(`No choice list is called ${key}`)
  return new Map(list.values.map((value) => [value.label.zh, value.key]))
}

const labels = {
  status: [...choicesByLabel('account-status').keys()],
  level: [...choicesByLabel('account-level').keys()],
  industry: [...choicesByLabel('industry').keys()],
  source: [...choicesByLabel('account-source').keys()],
}
const notes = ['重点跟进', '年度框架客户，按季度结算', '要求开具专用发票', '设备已过保，计划更换', '由总部统一采购']

/** The rows of the file, the same for the same number; every customer has a name of its own, so that all of them are taken in. */
export function* importedRows(count: number, owners: readonly string[]): Generator<string[]> {
  const taken = new Set<string>()
  for (let index = 0; taken.size < count; index++) {
    const random = randomFrom(seed, 4711, index)
    const { name, short, place } = companyName(random)
    if (taken.has(name)) continue
    taken.add(name)
    yield [
      name,
      short,
      `91${place.code}${String(index).padStart(9, '0')}X`,
      random.pick(labels.status),
      random.pick(labels.level),
      random.pick(labels.industry),
      random.pick(labels.source),
      place.name,
      mobileNumber(random),
      `info${index}@example${index % 977}.cn`,
      String(random.between(5, 5000)),
      String(random.between(10, 90_000) * 10_000),
      String(random.between(1980, 2024)),
      random.pick(owners),
      random.chance(0.4) ? random.pick(notes) : '',
    ]
  }
}

/** `320500` as the product keeps divisions: `3205`. */
export function regionCode(code: string): string {
  return code.replace(/(00)+$/, '')
}
