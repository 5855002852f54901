/** What `guanxi import` says. */
export const importWords = {
  import: {
    zh: '把文件导入为记录：CSV、XLSX、XLS、vCard、JSON，也可以是压缩包',
    en: 'Take a file in as records: CSV, XLSX, XLS, vCard or JSON, zipped or not',
  },
  file: { zh: '要导入的文件', en: 'File to take in' },
  object: {
    zh: '导入为哪种记录，例如 account、contact、opportunity；省略时按内容判断',
    en: 'What the rows become: account, contact, opportunity…; found out from the file when it is not said',
  },
  as: { zh: '以谁的身份导入（邮箱）', en: 'E-mail of the user who imports' },
  workspace: { zh: '工作区的编号或名称（只有一个时可省略）', en: 'Id or name of the workspace; not needed when there is one' },
  template: { zh: '导入模板的编号或名称', en: 'Id or name of a saved mapping' },
  sheet: { zh: '工作表的名称', en: 'Name of the sheet' },
  entry: { zh: '压缩包中的文件', en: 'File inside the archive' },
  encoding: {
    zh: '文本的编码，例如 gb18030；省略时自动识别',
    en: 'Encoding of a text file, such as gb18030; found out when it is not said',
  },
  missing: {
    zh: '不存在的选项和记录：add 新建、empty 留空、reject 不导入此行',
    en: 'Choices and records that do not exist: add, empty or reject',
  },
  matchBy: {
    zh: '按哪个字段认出已有的记录；多个字段须同时相同用逗号，依次尝试则多次给出。#key 为原系统的编号',
    en: 'Field by which a row is a record that is already there; with commas when several must agree, given again for another way. #key is the id in the other system',
  },
  policy: {
    zh: '已有的记录：skip 跳过、update 更新、updateEmpty 只补空、create 仍新建、ask 退回待定',
    en: 'Records that are already there: skip, update, updateEmpty (only what is empty), create, or ask (hand back undecided)',
  },
  keepOriginal: {
    zh: '保留原系统的创建人、创建时间、修改人和修改时间',
    en: 'Keep by whom and when records were made and changed in the other system',
  },
  mute: { zh: '自动化和通知不对此次导入作出反应', en: 'Automations and notifications do not react to this import' },
  check: { zh: '只检查并说明会发生什么，不导入', en: 'Only say what would happen, take nothing in' },
  rejected: { zh: '把未导入的行及原因写入此文件', en: 'Write rows that were not taken, with the reasons, to this file' },
  undoOption: { zh: '撤销编号为此的导入', en: 'Take back the import with this id' },
  ignored: { zh: '（不导入）', en: '(not imported)' },
  checked: { zh: '{rows} 行：{ready} 行可以导入，{errors} 行有错误。', en: '{rows} rows: {ready} can be taken, {errors} have errors.' },
  effects: {
    zh: '将新建 {create}，更新 {update}，不变 {unchanged}，跳过 {skip}，待定 {ask}，拒绝 {reject}。',
    en: 'Would create {create}, update {update}, leave {unchanged} as they are, skip {skip}, ask about {ask}, reject {reject}.',
  },
  change: { zh: '第 {number} 行 {title}：{field} {from} → {to}', en: 'Row {number} {title}: {field} {from} → {to}' },
  moreChanges: { zh: '……其余见导入页面。', en: '… the rest is on the page of the import.' },
  nothing: { zh: '（空）', en: '(empty)' },
  done: {
    zh: '新建 {created}，更新 {updated}，不变 {unchanged}，跳过 {skipped}，未导入 {rejected}。',
    en: 'Created {created}, updated {updated}, unchanged {unchanged}, skipped {skipped}, rejected {rejected}.',
  },
  undo: { zh: '撤销此次导入：guanxi import --undo {id} --as <邮箱>', en: 'To take it back: guanxi import --undo {id} --as <e-mail>' },
  undone: { zh: '已撤销 {restored} 处，保留 {kept} 处。', en: 'Took back {restored}, left {kept} as they stand.' },
  project: {
    zh: '把几个文件作为一个迁移项目导入：按引用排好先后，导入后核对数目和金额',
    en: 'Take several files in as one migration project: in the order that their references ask for, reconciled at the end',
  },
  projectFiles: {
    zh: '要导入的文件；「account=文件」写明导入为哪种记录',
    en: 'Files to take in; account=file says what the rows of one become',
  },
  projectName: { zh: '项目名称；省略时取第一个文件的名称', en: 'Name of the project; that of the first file when it is not said' },
  source: { zh: '原系统的名称：编号按它区分', en: 'Name of the other system, to which the ids belong' },
  goOn: { zh: '一个文件失败时继续导入其余文件', en: 'Go on with the other files when one fails' },
  reconcileOption: { zh: '核对编号为此的项目', en: 'Reconcile the project with this id' },
  signOffOption: { zh: '签署编号为此的项目', en: 'Sign the project with this id off' },
  note: { zh: '签署说明；有原因不明的差异时必填', en: 'A word with the signature; needed where a difference has no reason' },
  projectFile: {
    zh: '{place}. {file} → {object}：{rows} 行',
    en: '{place}. {file} → {object}: {rows} rows',
  },
  reconciledFile: {
    zh: '{file}：文件 {source} 行；新建 {created}，更新 {updated}，不变 {unchanged}，跳过 {skipped}，待定 {asked}，拒绝 {rejected}，未读到 {unread}。',
    en: '{file}: {source} rows in the file; created {created}, updated {updated}, unchanged {unchanged}, skipped {skipped}, undecided {asked}, rejected {rejected}, not reached {unread}.',
  },
  figure: {
    zh: '  {field}：文件 {source}，记录 {result}',
    en: '  {field}: {source} in the file, {result} in the records',
  },
  unexplained: { zh: '（{sum} 原因不明）', en: ' ({sum} without a reason)' },
  explained: { zh: '每一处差异都有原因。', en: 'Every difference has a reason.' },
  notExplained: { zh: '有差异原因不明，签署前请查看。', en: 'A difference has no reason: look at it before signing.' },
  forecast: { zh: '以上是检查得出的预计，尚未导入。', en: 'This is what the check says would come of it; nothing was taken in.' },
  projectUndo: {
    zh: '撤销整个项目：guanxi import project --undo {id} --as <邮箱>；签署：guanxi import project --sign-off {id} --as <邮箱>',
    en: 'To take all of it back: guanxi import project --undo {id} --as <e-mail>; to sign it off: guanxi import project --sign-off {id} --as <e-mail>',
  },
  projectUndone: { zh: '{file}：已撤销 {restored} 处，保留 {kept} 处。', en: '{file}: took back {restored}, left {kept} as they stand.' },
  signed: { zh: '{name} 已签署「{project}」。', en: '{name} signed “{project}” off.' },
} as const

export type Say = (key: keyof typeof importWords, values?: Record<string, unknown>) => string

export const policies = ['skip', 'update', 'updateEmpty', 'create', 'ask'] as const
