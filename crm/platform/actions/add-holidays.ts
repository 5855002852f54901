import { Type } from '@sinclair/typebox'
import { defineAction } from '../../../engine/index.ts'
import { holidaysOfChina } from '../holidays.ts'
import { addDays } from './add-days.ts'

/** The holidays of China that the product knows: for a workspace that is older than they are. */
export const addHolidays = defineAction({
  key: 'holiday.addKnown',
  label: { zh: '补上法定节假日', en: 'Add the holidays of China' },
  object: 'holiday',
  permission: { object: 'holiday', action: 'create' },
  input: Type.Object({}),
  async run(context) {
    const isEnglish = context.reader.model.workspace.locale === 'en'
    return addDays(
      context,
      holidaysOfChina().map(({ date, isWorkday, name }) => ({ date, isWorkday, name: isEnglish ? name.en : name.zh })),
    )
  },
})
