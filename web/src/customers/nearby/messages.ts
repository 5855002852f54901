import { defineTexts } from '../../text/catalogue.ts'

export const messages = defineTexts({
  title: { zh: '附近的客户', en: 'Customers nearby' },
  here: { zh: '我的位置', en: 'where I am' },
  range: { zh: '范围', en: 'How far' },
  found: { zh: '{count} 个客户', en: '{count} {count|customer|customers}' },
  tooMany: {
    zh: '客户太多，只画出一部分（{count} 个），缩小范围看全',
    en: 'Too many: {count} are shown. Choose a smaller range to see all',
  },
  nobody: { zh: '{km} 公里内没有有位置的客户', en: 'No customer with a place within {km} km' },
  nobodyHelp: {
    zh: '客户的位置来自拜访签到、导入，或手工填写的经纬度。',
    en: 'Places of customers come from check-ins, from imports, or are typed as latitude and longitude.',
  },
  noPlace: { zh: '还不知道「{name}」在哪里', en: 'It is not known yet where {name} is' },
  noPlaceHelp: {
    zh: '去拜访时签到，点「用这里作为客户位置」；或填写经纬度。',
    en: 'Check in on a visit and use that place, or type latitude and longitude.',
  },
  plot: { zh: '{name}周围的 {count} 个客户，按比例画出', en: '{count} {count|customer|customers} around {name}, drawn to scale' },
  north: { zh: '北', en: 'N' },
  andMore: { zh: '{names} 等 {count} 个', en: '{names} and others, {count} in all' },
  nearby: { zh: '附近', en: 'Nearby' },
})
