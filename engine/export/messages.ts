import { defineMessages } from '../declare/messages.ts'

export const exportMessages = defineMessages({
  export_not_allowed: {
    zh: '你的角色没有导出「{objectLabel}」的权限。请管理员在「权限」里为你的角色开通「导出」。',
    en: 'Your role may not export {objectLabel}. Ask an administrator to give it the right to export.',
  },
  export_not_found: { zh: '没有找到这次导出。', en: 'This export was not found.' },
  export_not_ready: { zh: '文件还在生成。完成后再下载。', en: 'The file is still being made. Download it when it is ready.' },
  export_expired: { zh: '文件已过保留期，已删除。请重新导出。', en: 'The file was kept for seven days and is removed now. Export again.' },
  export_failed: { zh: '这次导出没有完成，没有文件。请重新导出。', en: 'This export did not end, so there is no file. Export again.' },
  export_file_lost: { zh: '文件已不在存储里。请重新导出。', en: 'The file is not in the storage any more. Export again.' },
  export_no_columns: { zh: '没有可导出的列。至少选一列。', en: 'There is no column to export. Choose at least one.' },
  export_no_card: {
    zh: '「{objectLabel}」不能导出为名片。请选 CSV 或 XLSX。',
    en: '{objectLabel} cannot be exported as business cards. Choose CSV or XLSX.',
  },
  audit_administrators_only: { zh: '只有管理员可以查看审计日志。', en: 'Only administrators may read the audit log.' },
})
