import { defineObject, field } from '../../../engine/index.ts'

/** What a company expects of visits. One row; without one, the usual distance holds. */
export const visitPolicy = defineObject({
  key: 'visitPolicy',
  label: { zh: '拜访规则', en: 'Visit rule' },
  plural: { zh: '拜访规则', en: 'Visit rules' },
  route: 'visit-policies',
  area: 'platform',
  icon: 'map-pin',
  title: 'name',
  fields: {
    name: field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 80 }),
    farMetres: field.number({
      label: { zh: '多远算远离客户（米）', en: 'Far from the customer (m)' },
      required: true,
      default: 500,
      min: 50,
      max: 100_000,
      help: {
        zh: '签到地点离客户超过这个距离会标出来，不会拒绝',
        en: 'A check-in farther away than this is marked; it is never refused',
      },
    }),
  },
  configuration: true,
  access: { by: 'workspace' },
  list: { columns: ['name', 'farMetres'], sort: ['createdAt'] },
})

export const usualFarMetres = 500
