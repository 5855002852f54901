import { defineObject, field } from '../../../engine/index.ts'

/** A stored file. Its content stands in the file store under its hash; it is read through any record that it belongs to. */
export const file = defineObject({
  key: 'file',
  label: { zh: '文件', en: 'File' },
  plural: { zh: '文件', en: 'Files' },
  area: 'platform',
  icon: 'paperclip',
  title: 'name',
  fields: {
    name: field.text({ label: { zh: '文件名', en: 'File name' }, required: true, max: 255, searched: true, pinyin: true }),
    regarding: field.anyReference({ label: { zh: '关于', en: 'Regarding' } }),
    mediaType: field.text({ label: { zh: '类型', en: 'Type' }, max: 120, readOnly: true }),
    size: field.number({ label: { zh: '大小（字节）', en: 'Size (bytes)' }, readOnly: true }),
    sha256: field.text({ label: { zh: '内容校验值', en: 'Content hash' }, max: 64, readOnly: true }),
    owner: field.user({ label: { zh: '上传人', en: 'Owner' }, default: 'current-user' }),
  },
  access: { by: 'owner', via: ['regarding'] },
  list: { columns: ['name', 'regarding', 'mediaType', 'size', 'owner'], sort: ['-createdAt'] },
  timeline: { on: ['regarding'] },
})
