import { defineObject, field, InvalidInputError, param, RuleError, sql } from '../../../engine/index.ts'

/** The words that people consent to. Another wording is another version: what somebody consented to is never rewritten. */
export const consentText = defineObject({
  key: 'consentText',
  label: { zh: '同意文本', en: 'Consent text' },
  plural: { zh: '同意文本', en: 'Consent texts' },
  area: 'platform',
  icon: 'file-text',
  title: 'name',
  configuration: true,
  fields: {
    name: field.text({ label: { zh: '名称与版本', en: 'Name and version' }, required: true, max: 80, unique: true }),
    content: field.longText({ label: { zh: '内容', en: 'Content' }, required: true, max: 20_000 }),
    usedFrom: field.date({ label: { zh: '启用日期', en: 'Used from' }, required: true, default: 'today' }),
    active: field.boolean({ label: { zh: '启用', en: 'Active' }, required: true, default: true }),
  },
  async prepare({ reader, executor, id, values, before }) {
    if (!before || before.content === values.content) return values
    const [used] = await executor.query<{ used: number }>(
      reader.workspaceId,
      sql`SELECT 1 AS used FROM consent WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND text_id = ${param(id, 'uuid')} LIMIT 1`,
    )
    if (used) throw new RuleError('consent_text_is_kept', { field: 'content' })
    return values
  },
  list: { columns: ['name', 'usedFrom', 'active'], sort: ['-usedFrom'] },
})

/**
 * One consent or withdrawal, kept as it was given: nobody changes or deletes it. What holds now for a channel is what was said last; it stands in
 * `consents` of the person.
 */
export const consent = defineObject({
  key: 'consent',
  label: { zh: '同意记录', en: 'Consent' },
  plural: { zh: '同意记录', en: 'Consents' },
  area: 'customers',
  icon: 'shield',
  title: 'summary',
  fields: {
    summary: field.text({ label: { zh: '记录', en: 'Record' }, max: 120, readOnly: true }),
    contact: field.reference('contact', { label: { zh: '联系人', en: 'Contact' } }),
    account: field.reference('account', { label: { zh: '客户', en: 'Customer' } }),
    channel: field.choice('consent-channel', { label: { zh: '渠道', en: 'Channel' }, required: true }),
    state: field.choice('consent-state', { label: { zh: '表示', en: 'Said' }, required: true, default: 'granted' }),
    at: field.dateTime({ label: { zh: '时间', en: 'When' }, required: true, default: 'now' }),
    source: field.choice('consent-source', { label: { zh: '来源', en: 'Source' }, required: true }),
    text: field.reference('consentText', { label: { zh: '文本版本', en: 'Version of the text' }, whenDeleted: 'refuse' }),
    evidence: field.longText({ label: { zh: '凭据', en: 'Evidence' }, max: 2000, personal: true }),
    owner: field.user({ label: { zh: '负责人', en: 'Owner' }, default: 'current-user' }),
  },
  access: { by: 'owner', via: ['contact', 'account'] },
  list: { columns: ['summary', 'channel', 'state', 'contact', 'account', 'at', 'source', 'text'], sort: ['-at'] },
  page: { facts: ['channel', 'state', 'at', 'source'] },
  timeline: { on: ['contact', 'account'], at: 'at' },
  indexes: [
    ['contact', 'at'],
    ['account', 'at'],
  ],
  holds: { of: ['contact', 'account'], set: 'consents', item: 'channel', at: 'at', state: 'state', held: 'granted' },
  async prepare({ reader, values, before }) {
    if (before) throw new RuleError('consent_is_kept')
    if (!values.contact && !values.account) throw new InvalidInputError('consent_of_whom', { field: 'contact' })
    if (typeof values.at === 'string' && values.at > reader.clock.now().toISOString())
      throw new InvalidInputError('consent_in_future', { field: 'at' })
    const label = (list: string, key: unknown): string => {
      const choice = reader.model.choices.get(list)?.find((one) => one.key === key)
      return (reader.model.workspace.locale === 'en' ? choice?.label.en : choice?.label.zh) ?? String(key)
    }
    // What a person says is said for themselves, not for the customer they work at.
    return {
      ...values,
      ...(values.contact ? { account: null } : {}),
      summary: `${label('consent-channel', values.channel)} · ${label('consent-state', values.state)}`,
    }
  },
  async beforeDelete() {
    throw new RuleError('consent_is_kept')
  },
})
