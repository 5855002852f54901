import { recordShare } from '../access/record-share.ts'
import { field } from '../declare/field.ts'
import { defineObject } from '../declare/object.ts'
import { pool } from '../pools/pool.ts'
import { prepareCustomField } from './custom-field.ts'
import { guardDepartment, guardDepartmentDelete } from './department-tree.ts'
import { guardRole, guardRoleDelete, guardUser, guardUserDelete } from './guard-rights.ts'
import { prepareObjectSetting } from './object-setting.ts'

// The objects that the engine itself reads: who works here, what they may do, and what an administrator added to the declarations.

export const department = defineObject({
  key: 'department',
  label: { zh: '部门', en: 'Department' },
  plural: { zh: '部门', en: 'Departments' },
  area: 'platform',
  icon: 'network',
  title: 'name',
  prepare: guardDepartment,
  audited: ['parent', 'manager'],
  beforeDelete: guardDepartmentDelete,
  fields: {
    name: field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 100, searched: true, pinyin: true, indexed: true }),
    parent: field.reference('department', { label: { zh: '上级部门', en: 'Parent department' } }),
    manager: field.user({ label: { zh: '负责人', en: 'Head' } }),
  },
  list: { columns: ['name', 'parent', 'manager'], sort: ['name'] },
})

export const role = defineObject({
  key: 'role',
  label: { zh: '角色', en: 'Role' },
  plural: { zh: '角色', en: 'Roles' },
  area: 'platform',
  icon: 'shield',
  title: 'name',
  configuration: true,
  prepare: guardRole,
  audited: ['administrator', 'grants', 'readClasses'],
  beforeDelete: guardRoleDelete,
  fields: {
    name: field.text({ label: { zh: '名称', en: 'Name' }, required: true, max: 60, unique: true }),
    description: field.longText({ label: { zh: '说明', en: 'Description' }, max: 500 }),
    administrator: field.boolean({
      label: { zh: '管理员', en: 'Administrator' },
      default: false,
      help: { zh: '拥有全部权限', en: 'Holds every right' },
    }),
    // { "<object or *>": { "<action>": "own" | "team" | "teamAndBelow" | "all" } }
    grants: field.json({ label: { zh: '权限', en: 'Rights' } }),
    // { "<read class>": "see" | "mask" | "hide" }
    readClasses: field.json({ label: { zh: '字段权限', en: 'Field rights' } }),
  },
  list: { columns: ['name', 'description', 'administrator'], sort: ['createdAt'] },
  page: { sections: [{ label: { zh: '基本信息', en: 'Details' }, fields: ['name', 'description', 'administrator'] }] },
})

export const user = defineObject({
  key: 'user',
  label: { zh: '用户', en: 'User' },
  plural: { zh: '用户', en: 'Users' },
  area: 'platform',
  icon: 'user',
  table: 'app_user',
  title: 'name',
  principal: 'staff',
  audited: ['roles', 'department', 'departments', 'manager', 'active'],
  prepare: guardUser,
  beforeDelete: guardUserDelete,
  fields: {
    name: field.text({
      label: { zh: '姓名', en: 'Name' },
      required: true,
      max: 100,
      searched: true,
      pinyin: true,
      indexed: true,
      personal: true,
      aliases: ['sales agent', 'agent', '业务员', '员工'],
    }),
    email: field.email({ label: { zh: '邮箱', en: 'E-mail' }, unique: true, matched: true, searched: true, personal: true }),
    phone: field.phone({ label: { zh: '电话', en: 'Phone' }, personal: true }),
    department: field.reference('department', { label: { zh: '部门', en: 'Department' }, aliases: ['regional office', '机构'] }),
    // 兼任: works for these besides, and counts among their people.
    departments: field.references('department', { label: { zh: '兼任部门', en: 'Also in' } }),
    manager: field.user({ label: { zh: '上级', en: 'Reports to' } }),
    position: field.choice('position', { label: { zh: '职务', en: 'Position' } }),
    skills: field.multiChoice('skill', { label: { zh: '技能', en: 'Skills' } }),
    roles: field.references('role', { label: { zh: '角色', en: 'Roles' } }),
    active: field.boolean({ label: { zh: '启用', en: 'Active' }, required: true, default: true }),
    locale: field.text({ label: { zh: '语言', en: 'Language' }, max: 10 }),
    timeZone: field.text({ label: { zh: '时区', en: 'Time zone' }, max: 60 }),
    // What the web app keeps with the account: theme, density, columns, favourites.
    settings: field.json({ label: { zh: '个人设置', en: 'Personal settings' } }),
  },
  list: { columns: ['name', 'email', 'department', 'position', 'roles', 'active'], sort: ['name'] },
  page: {
    facts: ['department', 'position', 'active'],
    sections: [
      {
        label: { zh: '基本信息', en: 'Details' },
        fields: ['name', 'email', 'phone', 'department', 'departments', 'manager', 'position', 'skills', 'roles', 'active'],
      },
    ],
  },
})

/** A value of a choice list. Records hold its key, so labels change without touching them. */
export const choice = defineObject({
  key: 'choice',
  label: { zh: '选项', en: 'Choice' },
  plural: { zh: '基础数据', en: 'Base data' },
  area: 'platform',
  icon: 'list',
  title: 'labelZh',
  configuration: true,
  internal: true,
  fields: {
    list: field.text({ label: { zh: '列表', en: 'List' }, required: true, max: 60 }),
    key: field.text({ label: { zh: '键', en: 'Key' }, required: true, max: 80 }),
    labelZh: field.text({ label: { zh: '中文名称', en: 'Chinese label' }, required: true, max: 80 }),
    labelEn: field.text({ label: { zh: '英文名称', en: 'English label' }, required: true, max: 80 }),
    color: field.text({ label: { zh: '颜色', en: 'Colour' }, max: 20 }),
    position: field.number({ label: { zh: '排序', en: 'Order' }, required: true, default: 0 }),
    active: field.boolean({ label: { zh: '启用', en: 'Active' }, required: true, default: true }),
    // Where a merged value's records went.
    mergedInto: field.text({ label: { zh: '已并入', en: 'Merged into' }, max: 80, readOnly: true }),
  },
  uniques: [['list', 'key']],
  list: { columns: ['list', 'key', 'labelZh', 'labelEn', 'color', 'position', 'active'], sort: ['list', 'position'] },
})

/** A field that an administrator added at run time. Its values live in the record's `custom` column, a typed copy in a slot. */
export const customField = defineObject({
  key: 'customField',
  label: { zh: '自定义字段', en: 'Custom field' },
  plural: { zh: '自定义字段', en: 'Custom fields' },
  area: 'platform',
  icon: 'settings-2',
  title: 'labelZh',
  configuration: true,
  internal: true,
  fields: {
    object: field.text({ label: { zh: '对象', en: 'Object' }, required: true, max: 60 }),
    key: field.text({ label: { zh: '键', en: 'Key' }, required: true, max: 60 }),
    kind: field.text({ label: { zh: '类型', en: 'Kind' }, required: true, max: 20 }),
    labelZh: field.text({ label: { zh: '中文名称', en: 'Chinese label' }, required: true, max: 60 }),
    labelEn: field.text({ label: { zh: '英文名称', en: 'English label' }, required: true, max: 60 }),
    required: field.boolean({ label: { zh: '必填', en: 'Required' }, required: true, default: false }),
    searched: field.boolean({ label: { zh: '可搜索', en: 'Searched' }, required: true, default: false }),
    list: field.text({ label: { zh: '选项列表', en: 'Choice list' }, max: 60 }),
    target: field.text({ label: { zh: '关联对象', en: 'Points at' }, max: 60 }),
    decimals: field.number({ label: { zh: '小数位', en: 'Decimals' }, min: 0, max: 6 }),
    readClass: field.text({ label: { zh: '字段权限类', en: 'Read class' }, max: 60 }),
    personal: field.boolean({ label: { zh: '个人信息', en: 'Personal data' }, required: true, default: false }),
    slot: field.text({ label: { zh: '存储槽', en: 'Slot' }, max: 20, readOnly: true }),
    sortable: field.boolean({ label: { zh: '可排序', en: 'Sortable' }, required: true, default: false, readOnly: true }),
    active: field.boolean({ label: { zh: '启用', en: 'Active' }, required: true, default: true }),
  },
  uniques: [
    ['object', 'key'],
    ['object', 'slot'],
  ],
  prepare: prepareCustomField,
  list: { columns: ['object', 'labelZh', 'labelEn', 'kind', 'required', 'active'], sort: ['object', 'createdAt'] },
})

/** What a workspace calls an object, how it draws it, and which columns its list begins with. */
export const objectSetting = defineObject({
  key: 'objectSetting',
  label: { zh: '对象设置', en: 'Object setting' },
  plural: { zh: '对象设置', en: 'Object settings' },
  area: 'platform',
  icon: 'boxes',
  title: 'object',
  configuration: true,
  internal: true,
  fields: {
    object: field.text({ label: { zh: '对象', en: 'Object' }, required: true, max: 60, unique: true }),
    labelZh: field.text({ label: { zh: '中文名称', en: 'Chinese label' }, max: 40 }),
    labelEn: field.text({ label: { zh: '英文名称', en: 'English label' }, max: 40 }),
    pluralZh: field.text({ label: { zh: '中文复数', en: 'Chinese plural' }, max: 40 }),
    pluralEn: field.text({ label: { zh: '英文复数', en: 'English plural' }, max: 40 }),
    icon: field.text({ label: { zh: '图标', en: 'Icon' }, max: 40 }),
    // Keys of the fields that a list begins with.
    columns: field.json({ label: { zh: '列表的列', en: 'Columns of the list' } }),
    // What counts as a duplicate here, and what is done about one at entry.
    duplicates: field.json({ label: { zh: '重复规则', en: 'Rules for duplicates' } }),
    // 所属客户公式: a filter that says which records count as one's own.
    mine: field.json({ label: { zh: '哪些算自己的', en: 'What counts as one’s own' } }),
  },
  prepare: prepareObjectSetting,
  list: { columns: ['object', 'labelZh', 'labelEn'], sort: ['object'] },
})

export const engineObjects = [department, role, user, choice, customField, objectSetting, recordShare, pool]
