import { defineObject, field } from '../../../engine/index.ts'

/** A further address of a customer: where goods go, where invoices go, where the company is registered. */
export const accountAddress = defineObject({
  key: 'accountAddress',
  label: { zh: '客户地址', en: 'Customer address' },
  plural: { zh: '客户地址', en: 'Customer addresses' },
  route: 'account-addresses',
  area: 'customers',
  icon: 'map-pin',
  title: 'recipient',
  fields: {
    account: field.reference('account', { label: { zh: '客户', en: 'Customer' }, required: true }),
    kind: field.choice('address-kind', { label: { zh: '用途', en: 'Used for' }, required: true, default: 'delivery' }),
    recipient: field.text({ label: { zh: '收件人', en: 'Recipient' }, required: true, max: 100, personal: true }),
    phone: field.phone({ label: { zh: '电话', en: 'Phone' }, personal: true }),
    address: field.address({ label: { zh: '地址', en: 'Address' }, required: true, personal: true }),
    owner: field.user({ label: { zh: '负责人', en: 'Owner' }, default: 'current-user' }),
  },
  access: { by: 'owner', via: ['account'] },
  list: { columns: ['recipient', 'account', 'kind', 'address', 'phone', 'owner'], sort: ['-createdAt'] },
})
