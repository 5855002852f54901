import { defineTexts } from '../../text/index.ts'

export const healthTexts = defineTexts({
  why: { zh: '健康度 {score}：看原因', en: 'Health {score}: see why' },
  title: { zh: '健康度 {score}', en: 'Health {score}' },
  sinceLastMonth: { zh: '较上月', en: 'on last month' },
  weight: { zh: '权重 {weight}%', en: 'weight {weight}%' },
  points: { zh: '{points} 分', en: '{points} {points|point|points}' },
  recencyNever: { zh: '从未跟进', en: 'Never reached' },
  recencyNoRhythm: { zh: '{days} 天前跟进，还没有规律', en: 'Reached {days} {days|day|days} ago, no rhythm yet' },
  recencyRhythm: { zh: '{days} 天前跟进，平时每 {usual} 天一次', en: 'Reached {days} {days|day|days} ago, usually every {usual}' },
  frequency: { zh: '12 周内 {count} 次', en: '{count} {count|touch|touches} in 12 weeks' },
  pipeline: { zh: '{count} 个在途商机', en: '{count} open {count|opportunity|opportunities}' },
  wonNever: { zh: '没有成交过', en: 'Nothing won yet' },
  won: { zh: '{days} 天前成交', en: 'Last won {days} {days|day|days} ago' },
  onTime: { zh: '没有逾期的待办', en: 'Nothing is late' },
  overdue: { zh: '待办已逾期 {days} 天', en: 'Work is {days} {days|day|days} late' },
  unknown: { zh: '还没有往来和商机，无从判断', en: 'No touch and no opportunity yet: nothing to tell' },
  rhythm: { zh: '近 12 周每周 {counts} 次', en: 'Touches per week, 12 weeks: {counts}' },
  failed: { zh: '没有取到原因，关掉再试', en: 'The reasons did not come. Close this and try again.' },
})
