import { defineTexts } from '../text/catalogue.ts'

export const messages = defineTexts({
  notRead: { zh: '没有取到最新的内容', en: 'The latest could not be read' },
  nothingYet: { zh: '还没有{object}', en: 'No {object} yet' },
  startWith: { zh: '导入现有名单，或先建一个试试。', en: 'Import a list you have, or start with one.' },
  startWithNew: { zh: '先建一个试试。', en: 'Start with one.' },
  import: { zh: '导入{object}', en: 'Import {object}' },
  notAllowed: { zh: '你看不到这里的内容', en: 'This is not open to you' },
  noRole: { zh: '你还没有角色。', en: 'You have no role yet.' },
  yourRoles: { zh: '你的角色：{roles}。', en: 'Your roles: {roles}.' },
  givenBy: { zh: '权限由管理员「{name}」给出。', en: '{name}, an administrator, gives rights.' },
  ask: { zh: '向{name}申请', en: 'Ask {name}' },
  askSubject: { zh: '申请 Guanxi 里的权限', en: 'A right in Guanxi, please' },
  mayNotSee: { zh: '你没有查看这一页的权限。', en: 'You do not have the right to see this page.' },
  mayNotCreate: { zh: '你没有新建「{object}」的权限。', en: 'You may not create {object}.' },
  notFound: { zh: '这里没有内容', en: 'There is nothing here' },
  notFoundWhy: { zh: '它可能已被删除，或者你没有查看的权限。', en: 'It may have been deleted, or you may not see it.' },
  toStart: { zh: '回到首页', en: 'Go to the start page' },
  retry: { zh: '重试', en: 'Retry' },
  loading: { zh: '正在加载', en: 'Loading' },
})
