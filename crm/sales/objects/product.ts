import { defineObject, field } from '../../../engine/index.ts'

export const productCategory = defineObject({
  key: 'productCategory',
  label: { zh: '产品分类', en: 'Product category' },
  plural: { zh: '产品分类', en: 'Product categories' },
  route: 'product-categories',
  area: 'sales',
  icon: 'folder-tree',
  title: 'name',
  fields: {
    name: field.text({
      label: { zh: '名称', en: 'Name' },
      required: true,
      max: 100,
      searched: true,
      pinyin: true,
      indexed: true,
      aliases: ['series'],
    }),
    parent: field.reference('productCategory', { label: { zh: '上级分类', en: 'Parent' } }),
  },
})

export const product = defineObject({
  key: 'product',
  label: { zh: '产品', en: 'Product' },
  plural: { zh: '产品', en: 'Products' },
  area: 'sales',
  icon: 'package',
  title: 'name',
  fields: {
    code: field.text({ label: { zh: '产品编码', en: 'Code' }, max: 60, unique: true, searched: 'code', aliases: ['product code', 'sku'] }),
    name: field.text({
      label: { zh: '产品名称', en: 'Product' },
      required: true,
      max: 200,
      searched: true,
      pinyin: true,
      indexed: true,
      aliases: ['product name', '名称'],
    }),
    category: field.reference('productCategory', { label: { zh: '分类', en: 'Category' }, aliases: ['series', '产品系列'] }),
    specification: field.text({ label: { zh: '规格型号', en: 'Specification' }, matched: true, max: 200, searched: 'code' }),
    unit: field.choice('unit', { label: { zh: '单位', en: 'Unit' } }),
    price: field.money({ label: { zh: '标准价', en: 'List price' }, min: 0, aliases: ['sales price', 'list price', '价格'] }),
    cost: field.money({ label: { zh: '成本', en: 'Cost' }, min: 0, readClass: 'cost' }),
    status: field.choice('product-status', { label: { zh: '状态', en: 'Status' }, default: 'on-sale' }),
    picture: field.file({ label: { zh: '图片', en: 'Picture' } }),
    description: field.longText({ label: { zh: '说明', en: 'Description' }, searched: true }),
  },
  list: { columns: ['name', 'code', 'category', 'specification', 'price', 'status'], sort: ['name'] },
  page: {
    facts: ['code', 'category', 'price', 'status'],
    sections: [
      {
        label: { zh: '基本信息', en: 'Details' },
        fields: ['name', 'code', 'category', 'specification', 'unit', 'price', 'cost', 'status', 'picture', 'description'],
      },
    ],
  },
})
