import { defineTexts } from '../text/catalogue.ts'

export const messages = defineTexts({
  title: { zh: '开始使用', en: 'Set up' },
  heading: { zh: '开始使用', en: 'Set up your workspace' },
  lead: { zh: '填好这一页就能用。', en: 'One page, and you are in.' },
  company: { zh: '公司', en: 'Company' },
  you: { zh: '你，管理员', en: 'You, the administrator' },
  workspaceName: { zh: '公司或团队名称', en: 'Company or team name' },
  currency: { zh: '本位币', en: 'Currency' },
  timeZone: { zh: '时区', en: 'Time zone' },
  name: { zh: '姓名', en: 'Name' },
  email: { zh: '邮箱，登录用', en: 'E-mail, to sign in with' },
  password: { zh: '密码', en: 'Password' },
  passwordHint: { zh: '至少 {count} 个字符', en: 'At least {count} characters' },
  passwordShort: { zh: '还差 {count} 个字符', en: '{count} more {count|character|characters} needed' },
  start: { zh: '创建并进入', en: 'Create and enter' },
  starting: { zh: '创建中…', en: 'Creating…' },
  missing: { zh: '填写{field}', en: 'Fill this in: {field}' },
  emailWrong: { zh: '邮箱要像 name@company.com 这样', en: 'An e-mail looks like name@company.com' },
  existing: { zh: '已经有人完成了设置。', en: 'Somebody has set this up already.' },
  toSignIn: { zh: '去登录', en: 'Go to sign-in' },
})
