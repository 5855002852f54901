/**
 * Who may see what, as `docs/rights.md` and the architecture tell it, written down a second time: this table and `model.ts` take nothing from the product's
 * code. An object or a class of fields that is missing here is reported by the proof.
 */
export type ObjectRule = {
  readonly route: string
  readonly table: string
  /** The column shown wherever the record is named. */
  readonly title: string
  /** Scopes compare its owner; else whoever holds a right holds it for every record. */
  readonly owned: boolean
  /** Whoever sees one of these sees the record, one step far. */
  readonly via?: readonly string[]
  /** Opened by its owner to the team or to everyone. */
  readonly opened?: boolean
  /** As long as nobody holds it, the members of the pool that it lies in see it. */
  readonly pooled?: boolean
  /** Columns of sensitive fields, with their class. */
  readonly classes?: Readonly<Record<string, string>>
  /** Fields that point at records, with what they point at. */
  readonly points?: Readonly<Record<string, string>>
  /** Belongs to the record that this field points at: seen by whoever sees that one, changed by whoever may share it. */
  readonly ofRecord?: string
  /** Can be shared; its team may reach these objects that point at it. */
  readonly team?: readonly string[]
  /** Columns that the product changes by itself, in the name of the works: stages that follow from deals, owners that rules give, scores and figures. */
  readonly byItself?: readonly string[]
  /** Stands around the work, for itself: nothing else is seen through it, and where work is lent, reading alone is. */
  readonly around?: boolean
  /** A work of the product, which an activity or a file is not about. */
  readonly internal?: boolean
}

const givenOwner = ['owner_id', 'assigned_by_id']
const accountFigures = [
  ...['open_pipeline', 'won_amount'].flatMap((money) => [money, `${money}_currency`, `${money}_base`]),
  ...['open_opportunities', 'won_opportunities', 'last_won_on', 'contact_count', 'held_since'],
  ...['health', 'health_last_month', 'health_on'],
]
const figures = ['last_activity_at', 'open_tasks', 'earliest_due_at']

export const objects: Readonly<Record<string, ObjectRule>> = {
  account: {
    route: 'accounts',
    table: 'account',
    title: 'name',
    owned: true,
    classes: {
      bank_name: 'finance',
      bank_account: 'finance',
      credit_limit: 'finance',
      open_pipeline: 'pipeline',
      won_amount: 'pipeline',
      health: 'health',
    },
    pooled: true,
    byItself: [...givenOwner, ...figures, ...accountFigures, 'lifecycle', 'lifecycle_reason'],
    points: { parent: 'account', referredBy: 'account' },
    team: ['contact', 'opportunity', 'activity'],
  },
  contact: {
    route: 'contacts',
    table: 'contact',
    title: 'name',
    owned: true,
    via: ['account'],
    classes: { mobile: 'personal-contact', wechat: 'personal-contact' },
    points: { account: 'account', reportsTo: 'contact' },
  },
  accountContact: {
    route: 'account-contacts',
    table: 'account_contact',
    title: 'role_title',
    owned: true,
    via: ['account', 'contact'],
    points: { account: 'account', contact: 'contact' },
  },
  activity: {
    route: 'activities',
    table: 'activity',
    title: 'subject',
    owned: true,
    via: ['account', 'regarding'],
    points: { account: 'account', contact: 'contact', regarding: 'any', answerTo: 'activity', series: 'activity' },
  },
  customerNeed: {
    route: 'customer-needs',
    table: 'customer_need',
    title: 'name',
    owned: true,
    via: ['account'],
    points: { account: 'account', contact: 'contact' },
  },
  relation: {
    route: 'relations',
    table: 'relation',
    title: 'name',
    owned: true,
    via: ['first', 'second'],
    points: { first: 'any', second: 'any' },
  },
  accountAddress: {
    route: 'account-addresses',
    table: 'account_address',
    title: 'recipient',
    owned: true,
    via: ['account'],
    points: { account: 'account' },
  },
  externalFact: {
    route: 'external-facts',
    table: 'external_fact',
    title: 'name',
    owned: true,
    via: ['account'],
    points: { account: 'account', contact: 'contact' },
  },
  consent: {
    route: 'consents',
    table: 'consent',
    title: 'summary',
    owned: true,
    via: ['contact', 'account'],
    points: { contact: 'contact', account: 'account' },
  },
  lead: {
    route: 'leads',
    table: 'lead',
    title: 'name',
    owned: true,
    pooled: true,
    byItself: [...givenOwner, ...figures],
    classes: { mobile: 'personal-contact' },
  },
  opportunity: {
    route: 'opportunities',
    table: 'opportunity',
    title: 'name',
    owned: true,
    points: { account: 'account', contact: 'contact', product: 'product' },
  },
  product: { route: 'products', table: 'product', title: 'name', owned: false, classes: { cost: 'cost' } },
  tag: { route: 'tags', table: 'tag', title: 'name', owned: false, around: true },
  file: { route: 'files', table: 'file', title: 'name', owned: true, via: ['regarding'], points: { regarding: 'any' }, around: true },
  savedView: { route: 'saved-views', table: 'saved_view', title: 'name', owned: true, opened: true, internal: true, around: true },
  recordShare: {
    route: 'record-shares',
    table: 'record_share',
    title: 'level',
    owned: false,
    ofRecord: 'record',
    around: true,
    points: { record: 'any' },
    internal: true,
  },
  absence: { route: 'absences', table: 'absence', title: 'reason', owned: true, around: true },
  activityTemplate: { route: 'activity-templates', table: 'activity_template', title: 'name', owned: true, opened: true, around: true },
  textTemplate: { route: 'text-templates', table: 'text_template', title: 'name', owned: true, opened: true, around: true },
}

/** Objects that belong to the workspace, and hold nothing of customers: whoever may read them reads all of them. Kept apart between workspaces like all others. */
export const workspaceObjects = [
  'user',
  'department',
  'role',
  'choice',
  'customField',
  'objectSetting',
  'exchangeRate',
  'visitPolicy',
  'holiday',
  'healthRule',
  'pipeline',
  'stage',
  'productCategory',
  'relationKind',
  'consentText',
  'importTemplate',
  'pool',
  'poolRule',
  'assignmentRule',
] as const

export const classNames = ['finance', 'personal-contact', 'cost', 'pipeline', 'health'] as const
