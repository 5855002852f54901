import { defineTexts } from '../text/catalogue.ts'

export const customerTexts = defineTexts({
  touched: { zh: '{when}联系', en: 'Last touch {when}' },
  untouched: { zh: '还没有联系过', en: 'Not contacted yet' },
})
