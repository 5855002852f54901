import type { Context, Grants } from '../../engine/index.ts'
import { activityTemplates } from './base-data/activity-templates.ts'
import { choiceLists } from './base-data/choice-lists.ts'
import { textTemplates } from './base-data/text-templates.ts'
import { holidaysOfChina } from './holidays.ts'

/** Base data: every value of every list, in the order of its declaration. */
export async function seedChoices(context: Context): Promise<void> {
  const rows = choiceLists.flatMap((list) =>
    list.values.map((value, position) => ({
      kind: 'create' as const,
      object: 'choice',
      values: {
        list: list.key,
        key: value.key,
        labelZh: value.label.zh,
        labelEn: value.label.en,
        color: value.color ?? null,
        position,
        active: true,
      },
    })),
  )
  await context.bulk(rows)
}

const chineseZones = new Set(['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Harbin', 'PRC'])
const readAll = { read: 'all' } as const
const work = (scope: 'own' | 'team' | 'teamAndBelow') => ({ create: scope, read: scope, update: scope, delete: scope })
/** What everyone needs in order to work at all: names, base data, own views and files. */
const common: Grants = {
  user: readAll,
  department: readAll,
  role: readAll,
  choice: readAll,
  customField: readAll,
  pipeline: readAll,
  stage: readAll,
  product: readAll,
  productCategory: readAll,
  exchangeRate: readAll,
  visitPolicy: readAll,
  holiday: readAll,
  absence: { create: 'own', read: 'all', update: 'own', delete: 'own' },
  relationKind: readAll,
  consentText: readAll,
  healthRule: readAll,
  tag: { create: 'all', read: 'all' },
  savedView: { create: 'own', read: 'own', update: 'own', delete: 'own' },
  textTemplate: { create: 'own', read: 'own', update: 'own', delete: 'own' },
  activityTemplate: { create: 'own', read: 'own', update: 'own', delete: 'own' },
  file: { create: 'own', read: 'own', update: 'own', delete: 'own' },
}
const customerWork = (scope: 'own' | 'team' | 'teamAndBelow'): Grants => ({
  ...common,
  account: work(scope),
  contact: work(scope),
  accountContact: work(scope),
  activity: work(scope),
  customerNeed: work(scope),
  relation: work(scope),
  accountAddress: work(scope),
  externalFact: work(scope),
  consent: { create: scope, read: scope },
  lead: work(scope),
  opportunity: work(scope),
})

/** Holidays where the workspace lies in China; elsewhere an administrator imports those of their country. */
export async function seedHolidays(context: Context): Promise<void> {
  const { locale, timeZone } = context.reader.model.workspace
  if (!chineseZones.has(timeZone)) return
  await context.bulk(
    holidaysOfChina().map(({ date, isWorkday, name }) => ({
      kind: 'create' as const,
      object: 'holiday',
      values: { date, isWorkday, name: locale === 'en' ? name.en : name.zh },
    })),
  )
}

/** Work that is planned often, for everyone, in the language of the workspace. */
export async function seedActivityTemplates(context: Context): Promise<void> {
  const language = context.reader.model.workspace.locale === 'en' ? 'en' : 'zh'
  await context.bulk(
    activityTemplates.map(({ zh, en, ...common }) => ({
      kind: 'create' as const,
      object: 'activityTemplate',
      values: { ...common, ...(language === 'en' ? en : zh), audience: 'everyone' },
    })),
  )
}

/** Texts to write follow-ups with, for everyone, in the language of the workspace. */
export async function seedTextTemplates(context: Context): Promise<void> {
  const language = context.reader.model.workspace.locale === 'en' ? 'en' : 'zh'
  await context.bulk(
    textTemplates.map((template) => ({
      kind: 'create' as const,
      object: 'textTemplate',
      values: { ...template[language], type: template.type, audience: 'everyone' },
    })),
  )
}

/** Roles that a new workspace begins with: an administrator edits or replaces them. */
export async function seedRoles(context: Context): Promise<void> {
  const english = context.reader.model.workspace.locale === 'en'
  const role = (zh: string, en: string, rest: Record<string, unknown>) => ({
    kind: 'create' as const,
    object: 'role',
    values: { name: english ? en : zh, ...rest },
  })
  const director = customerWork('teamAndBelow')
  await context.bulk([
    role('管理员', 'Administrator', { administrator: true }),
    role('销售总监', 'Sales director', { grants: withRights(director, ['export', 'import', 'massUpdate', 'share'], 'teamAndBelow') }),
    role('销售经理', 'Sales manager', { grants: withRights(customerWork('team'), ['export', 'import', 'massUpdate', 'share'], 'team') }),
    role('销售', 'Sales rep', { grants: customerWork('own'), readClasses: { finance: 'mask', cost: 'hide' } }),
  ])
}

/** Adds rights on every object that is worked on in this scope. */
function withRights(grants: Grants, actions: readonly string[], scope: 'team' | 'teamAndBelow'): Grants {
  const extra = Object.fromEntries(actions.map((action) => [action, scope]))
  return Object.fromEntries(
    Object.entries(grants).map(([object, rights]) => [object, rights.update === scope ? { ...rights, ...extra } : rights]),
  )
}
