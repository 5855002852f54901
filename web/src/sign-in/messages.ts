import { defineTexts } from '../text/catalogue.ts'

export const messages = defineTexts({
  title: { zh: '登录', en: 'Sign in' },
  welcome: { zh: '欢迎回来', en: 'Welcome back' },
  email: { zh: '邮箱', en: 'E-mail' },
  password: { zh: '密码', en: 'Password' },
  show: { zh: '显示密码', en: 'Show password' },
  hide: { zh: '隐藏密码', en: 'Hide password' },
  signIn: { zh: '登录', en: 'Sign in' },
  signingIn: { zh: '登录中…', en: 'Signing in…' },
  emailMissing: { zh: '填写你的邮箱', en: 'Enter your e-mail' },
  passwordMissing: { zh: '填写密码', en: 'Enter your password' },
  capsLock: { zh: '大写锁定已打开', en: 'Caps Lock is on' },
  forgotten: { zh: '忘了密码？请管理员为你重设。', en: 'Forgotten it? An administrator can set a new one.' },
  language: { zh: '语言', en: 'Language' },
  promise: { zh: '每一次往来，都记得。', en: 'Every touch, remembered.' },
  promiseMore: {
    zh: '客户、联系人、商机和跟进，一处查，一处改，改了能撤。',
    en: 'Customers, contacts, deals and follow-ups: found in one place, changed in one place, and every change can be undone.',
  },
})
