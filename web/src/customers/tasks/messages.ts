import { defineTexts } from '../../text/catalogue.ts'

export const messages = defineTexts({
  checklist: { zh: '清单', en: 'Checklist' },
  ticked: { zh: '{done} / {count}', en: '{done} of {count}' },
  fromTemplate: { zh: '用模板', en: 'From a template' },
})
