import { defineTexts } from '../../text/catalogue.ts'

export const messages = defineTexts({
  newWorkspace: { zh: '新建工作区', en: 'New workspace' },
  newWorkspaceText: {
    zh: '另一家公司，有自己的客户、人员和设置，与现在的工作区互不可见。你是它的管理员。',
    en: 'Another company with customers, people and settings of its own; neither sees the other. You will be its administrator.',
  },
  createWorkspace: { zh: '创建并进入', en: 'Create and enter' },
  name: { zh: '公司或团队名称', en: 'Company or team name' },
  nameMissing: { zh: '填写公司或团队名称', en: 'Enter the name of the company or team' },
  currency: { zh: '本位币', en: 'Currency' },
  timeZone: { zh: '时区', en: 'Time zone' },
  leaveTitle: { zh: '离开工作区', en: 'Leave this workspace' },
  leaveAbout: {
    zh: '不再属于「{name}」，其他工作区不受影响。你负责的记录留在原处，由管理员移交。',
    en: 'You will not belong to {name} any more; your other workspaces stay. Records that you own remain, for an administrator to hand over.',
  },
  leave: { zh: '离开「{name}」', en: 'Leave {name}' },
  leaveQuestion: { zh: '离开「{name}」？', en: 'Leave {name}?' },
  leaveText: {
    zh: '你的访问令牌同时失效。要回来，需要管理员重新邀请。',
    en: 'Your access tokens there end as well. To come back you need a new invitation.',
  },
  wait: { zh: '请稍候…', en: 'One moment…' },
})
