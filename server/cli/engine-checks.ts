import { crmObjects } from '../../crm/index.ts'
import {
  buildRegistry,
  clockBehind,
  danglingLinks,
  differences,
  engineObjects,
  partitionProblems,
  recordsWithoutWords,
  schemaBreaches,
  systemClock,
} from '../../engine/index.ts'
import type { Check, Finding } from './doctor-checks.ts'

const registry = buildRegistry({ objects: [...engineObjects, ...crmObjects] })

const good = (zh: string, en: string): Finding[] => [{ state: 'good', text: { zh, en } }]
const each = (state: Finding['state'], problems: readonly string[]): Finding[] =>
  problems.map((problem) => ({ state, text: { zh: problem, en: problem } }))

const declarations: Check = {
  key: 'declarations',
  label: { zh: '表结构', en: 'Tables' },
  async run({ owner }) {
    const problems = [...(await differences(owner, registry)).map(({ what }) => what), ...(await schemaBreaches(owner))]
    return problems.length > 0 ? each('bad', problems) : good('与声明一致', 'as declared')
  },
}

const partitions: Check = {
  key: 'partitions',
  label: { zh: '按月分区', en: 'Monthly partitions' },
  async run({ owner }) {
    const problems = await partitionProblems(owner, systemClock)
    return problems.length > 0 ? each('bad', problems) : good('已提前建好', 'made ahead')
  },
}

const clock: Check = {
  key: 'clock',
  label: { zh: '时钟', en: 'Clock' },
  async run({ owner }) {
    const seconds = Math.round((await clockBehind(owner, systemClock)) / 1000)
    if (seconds === 0) return good('没有倒退', 'has not run backwards')
    return [
      {
        state: 'bad',
        text: { zh: `比之前记录的时间慢 ${seconds} 秒，请校准`, en: `is ${seconds} s behind a time seen earlier: set it right` },
      },
    ]
  },
}

const words: Check = {
  key: 'search',
  label: { zh: '搜索', en: 'Search' },
  async run({ owner }) {
    const missing = await recordsWithoutWords(owner, registry)
    if (missing === 0) return good('每条记录都能搜到', 'every record can be found')
    return [{ state: 'bad', text: { zh: `${missing} 条记录搜不到`, en: `${missing} records cannot be found` } }]
  },
}

const links: Check = {
  key: 'links',
  label: { zh: '关联', en: 'Links' },
  async run({ owner }) {
    const dangling = await danglingLinks(owner, registry)
    if (dangling.length === 0) return good('全部指向存在的记录', 'all point at records that are there')
    return dangling.map(({ object, field, count }) => ({
      state: 'warning' as const,
      text: { zh: `${object}.${field}：${count} 条指向不存在的记录`, en: `${object}.${field}: ${count} point at records that are gone` },
    }))
  },
}

export const engineChecks: readonly Check[] = [declarations, partitions, clock, words, links]
