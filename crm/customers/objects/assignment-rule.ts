import { compileFilter, defineObject, type Filter, field, InvalidInputError, type RecordOf } from '../../../engine/index.ts'

/** Objects whose records are given out by rules. */
export const assignedObjects = ['account', 'lead'] as const

const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/

/** Who gets which records: the first rule whose condition fits and that has somebody to take the record decides. */
export const assignmentRule = defineObject({
  key: 'assignmentRule',
  label: { zh: '分配规则', en: 'Assignment rule' },
  plural: { zh: '分配规则', en: 'Assignment rules' },
  route: 'assignment-rules',
  area: 'customers',
  icon: 'split',
  title: 'name',
  configuration: true,
  internal: true,
  fields: {
    name: field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 80 }),
    object: field.text({ label: { zh: '对象', en: 'Object' }, required: true, max: 60 }),
    position: field.number({ label: { zh: '排序', en: 'Order' }, required: true, default: 0 }),
    active: field.boolean({ label: { zh: '启用', en: 'Active' }, required: true, default: true }),
    filter: field.json({ label: { zh: '条件', en: 'Condition' } }),
    way: field.choice('assignment-way', { label: { zh: '方式', en: 'Way' }, required: true, default: 'turn' }),
    receivers: field.references('user', { label: { zh: '分配给', en: 'Given to' } }),
    // The list of receivers as it was put: references themselves have no order.
    receiverOrder: field.json({ label: { zh: '接收人顺序', en: 'Order of receivers' } }),
    departments: field.references('department', { label: { zh: '以及部门成员', en: 'And people of' } }),
    skills: field.multiChoice('skill', { label: { zh: '需要的技能', en: 'With the skills' } }),
    most: field.number({ label: { zh: '每人最多持有', en: 'Each holds at most' }, min: 1, max: 1_000_000 }),
    hoursFrom: field.text({ label: { zh: '工作时间从', en: 'Working hours from' }, max: 5 }),
    hoursTo: field.text({ label: { zh: '工作时间到', en: 'Working hours until' }, max: 5 }),
    workdaysOnly: field.boolean({ label: { zh: '只在工作日', en: 'On working days only' }, required: true, default: false }),
  },
  check({ object, receivers, departments, hoursFrom, hoursTo }) {
    if (!assignedObjects.some((one) => one === object)) return { code: 'assignment_object_unknown', field: 'object' }
    if (isNone(receivers) && isNone(departments)) return { code: 'assignment_without_receivers', field: 'receivers' }
    for (const [key, value] of Object.entries({ hoursFrom, hoursTo }))
      if (typeof value === 'string' && !timeOfDay.test(value)) return { code: 'assignment_time_unreadable', field: key }
    if (Boolean(hoursFrom) !== Boolean(hoursTo)) return { code: 'required', field: hoursFrom ? 'hoursTo' : 'hoursFrom' }
    return typeof hoursFrom === 'string' && typeof hoursTo === 'string' && hoursFrom >= hoursTo
      ? { code: 'assignment_hours_reversed', field: 'hoursTo' }
      : null
  },
  async prepare({ reader, values }) {
    try {
      if (values.filter && assignedObjects.some((one) => one === values.object))
        compileFilter(reader, String(values.object), values.filter as Filter, 't')
    } catch (error) {
      if (error instanceof InvalidInputError) throw new InvalidInputError('invalid_filter', { field: 'filter' })
      throw error
    }
    return values
  },
  list: { columns: ['name', 'object', 'way', 'receivers', 'active'], sort: ['position'] },
})

function isNone(list: unknown): boolean {
  return !Array.isArray(list) || list.length === 0
}

export type AssignmentRule = RecordOf<typeof assignmentRule>
