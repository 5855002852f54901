import { defineObject, field } from '../../../engine/index.ts'

/** What one unit of a currency is worth in the workspace's own, from a day on. */
export const exchangeRate = defineObject({
  key: 'exchangeRate',
  label: { zh: '汇率', en: 'Exchange rate' },
  plural: { zh: '汇率', en: 'Exchange rates' },
  route: 'exchange-rates',
  area: 'platform',
  icon: 'coins',
  title: 'currency',
  fields: {
    currency: field.text({ label: { zh: '货币', en: 'Currency' }, required: true, min: 3, max: 3 }),
    date: field.date({ label: { zh: '日期', en: 'From' }, required: true, default: 'today' }),
    rate: field.number({ label: { zh: '汇率', en: 'Rate' }, required: true, decimals: 8, min: 0 }),
  },
  uniques: [['currency', 'date']],
  list: { columns: ['currency', 'date', 'rate'], sort: ['-date'] },
})
