import { defineTexts } from '../../text/catalogue.ts'

export const pickerTexts = defineTexts({
  search: { zh: '名称、拼音或编号', en: 'Name or number' },
  recent: { zh: '最近用过', en: 'recent' },
  nothing: { zh: '没有找到「{query}」', en: 'Nothing found for “{query}”' },
  nothingYet: { zh: '还没有{object}', en: 'No {object} yet' },
  searching: { zh: '正在找…', en: 'Searching…' },
  create: { zh: '新建{object}「{query}」', en: 'New {object} “{query}”' },
  createPlain: { zh: '新建{object}…', en: 'New {object}…' },
  clear: { zh: '清除', en: 'Clear' },
  remove: { zh: '去掉「{title}」', en: 'Remove {title}' },
  notReadable: { zh: '你的角色看不到这些记录', en: 'Your role does not show these' },
  failed: { zh: '没有搜到结果，网络或服务器出了问题。稍后再试。', en: 'The search did not come back. Try again in a moment.' },
})
