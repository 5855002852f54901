import { defineTexts } from '../../text/catalogue.ts'

export const formTexts = defineTexts({
  create: { zh: '新建{object}', en: 'New {object}' },
  customFields: { zh: '自定义字段', en: 'Own fields' },
  next: { zh: '接着填下一个', en: 'Ready for the next one' },
  saveAndNew: { zh: '保存并新建', en: 'Save and new' },
  draftKept: { zh: '草稿已自动保存', en: 'Draft kept' },
  draftRestored: { zh: '已恢复{when}没保存的内容', en: 'Restored what was typed {when}' },
  dropDraft: { zh: '清空重填', en: 'Start over' },
  notSaved: { zh: '还没有保存：{count} 处要改', en: 'Not saved yet: {count} {count|field needs|fields need} a change' },
  mayNotCreate: { zh: '你不能新建{object}', en: 'You may not create {object}' },
  mayNotCreateHelp: {
    zh: '需要「{object} · 新建」的权限。找管理员开通。',
    en: 'It takes the right “{object} · create”. Ask an administrator.',
  },
  required: { zh: '必填', en: 'Fill this in' },
  tooLong: { zh: '最多 {max} 个字，超出 {over} 个', en: 'At most {max} characters; {over} too many' },
  tooShort: { zh: '至少 {min} 个字，还差 {missing} 个', en: 'At least {min} characters; {missing} missing' },
  tooSmall: { zh: '不能小于 {min}', en: 'Not less than {min}' },
  tooLarge: { zh: '不能大于 {max}', en: 'Not more than {max}' },
  notANumber: { zh: '填数字，例如 1,240,000', en: 'Enter a number, such as 1,240,000' },
  emailNoAt: { zh: '邮箱缺少 @', en: 'An e-mail address needs an @' },
  emailNoDomain: { zh: '补全 @ 后面的域名，例如 example.com', en: 'Complete the part after @, such as example.com' },
  phoneLetters: { zh: '电话只写数字和分隔符；分机写「转 3」', en: 'Digits and separators only; write an extension as “ext. 3”' },
  phoneShort: { zh: '号码还差至少 {missing} 位', en: 'At least {missing} more {missing|digit|digits}' },
  urlShape: { zh: '填网址，例如 www.example.com', en: 'Enter an address, such as www.example.com' },
})
