import type { Label } from '../declare/label.ts'
import type { Scope } from './principal.ts'

/** The rights, as a sentence says them: 「没有导出客户的权限」, "may export customers". */
export const actionWords: Readonly<Record<string, Label>> = {
  create: { zh: '新建', en: 'create' },
  read: { zh: '查看', en: 'see' },
  update: { zh: '修改', en: 'change' },
  delete: { zh: '删除', en: 'delete' },
  export: { zh: '导出', en: 'export' },
  import: { zh: '导入', en: 'import' },
  share: { zh: '共享', en: 'share' },
  privacy: { zh: '答复个人信息请求：', en: 'answer for personal data of' },
  massUpdate: { zh: '批量修改', en: 'change many of' },
}

export const scopeWords: Readonly<Record<Scope, Label>> = {
  own: { zh: '自己负责的', en: 'their own' },
  team: { zh: '本部门负责的', en: 'those of their department' },
  teamAndBelow: { zh: '本部门及下级部门负责的', en: 'those of their department and the ones below' },
  all: { zh: '全部', en: 'all' },
}
