import { defineTexts } from '../../text/catalogue.ts'

export const feedTexts = defineTexts({
  title: { zh: '日历订阅', en: 'Calendar subscription' },
  about: {
    zh: '在手机或电脑的日历里用一个保密地址订阅自己的日程，只读。知道地址的人就能看到，别转发。',
    en: 'Other calendar programs read your calendar under a secret address. Whoever knows it sees the calendar: do not pass it on.',
  },
  make: { zh: '生成订阅地址', en: 'Make an address' },
  making: { zh: '生成中…', en: 'Making…' },
  renew: { zh: '换一个地址', en: 'Make a new address' },
  revoke: { zh: '停用', en: 'Turn off' },
  revoked: { zh: '订阅地址已停用', en: 'The address opens nothing any more' },
  address: { zh: '订阅地址', en: 'Address' },
  once: { zh: '只显示这一次，现在就复制。换地址后旧地址立即失效。', en: 'Shown this once: copy it now. A new address ends the old one.' },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
  alarms: { zh: '带上提醒', en: 'With alarms' },
  lastRead: { zh: '最近读取：{when}', en: 'Last read {when}' },
  neverRead: { zh: '{when} 生成，还没有被读取', en: 'Made {when}, not read yet' },
  asFile: { zh: '日历文件', en: 'Calendar file' },
})
