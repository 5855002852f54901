// The bare limit: for each operation the leanest statement that we know how to write for the equal answer, on the same tables and
// indexes. JSON is built by PostgreSQL, as it was measured to cost the least in all. `$1` is the workspace, `$2` the owners in reach.

/** Keeps PostgreSQL from turning to a plan made without knowing the values, which is many times slower for these; as in `engine/query/page.ts`. */
const plannedForItsValues = (place: string): string => `(${place}::int = 1 OR (SELECT count(*) FROM generate_series(1, 1000000000)) > 0)`

const owner = `json_build_object('id', p.owner_id, 'title', o.name) AS owner`
const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const money = (column: string): string =>
  `CASE WHEN p.${column} IS NULL THEN NULL ELSE json_build_object('amount', trim_scale(p.${column}::numeric / 10000)::text, 'currency', p.${column}_currency) END`
const link = (id: string, title: string): string =>
  `CASE WHEN p.${id} IS NULL THEN NULL ELSE json_build_object('id', p.${id}, 'title', ${title}) END`

const accountRow = `p.id, p.revision, p.name, p.level, p.region, ${owner}, p.health, ${instant('p.last_activity_at')} AS "lastActivityAt",
  ${instant('p.next_activity_at')} AS "nextActivityAt", ${money('open_pipeline')} AS "openPipeline"`

function accounts(order: string): string {
  return `SELECT coalesce(json_agg(x), '[]')::text AS answer FROM (SELECT ${accountRow}
    FROM (SELECT * FROM account t WHERE t.workspace_id = $1 AND t.deleted_at IS NULL AND t.owner_id = ANY ($2) AND t.level = ANY ($3) AND ${plannedForItsValues('$4')} ORDER BY ${order} LIMIT 50) p
    JOIN principal o ON o.workspace_id = $1 AND o.id = p.owner_id ORDER BY ${order.replaceAll('t.', 'p.')}) x`
}

const newestAccounts = accounts('t.created_at DESC, t.id DESC')
const accountsByName = accounts('t.name_sort, t.id')

const tags = `(SELECT coalesce(json_agg(json_build_object('id', n.id, 'title', n.name) ORDER BY n.name), '[]') FROM reference_link l JOIN tag n ON n.workspace_id = $1 AND n.id = l.target_id
      WHERE l.workspace_id = $1 AND l.object = 'account' AND l.field = 'tags' AND l.record_id = p.id AND n.deleted_at IS NULL)`

type Part = 'parent' | 'referredBy' | 'assignedBy' | 'pool' | 'lastPool' | 'previousOwner' | 'tags' | 'createdBy' | 'changedBy'

/** A whole account from the row `p`. `parts` are what is not in the row itself. */
function wholeAccount(from: string, parts: Record<Part, string>): string {
  return `SELECT row_to_json(x)::text AS answer FROM (SELECT p.id, p.revision, p.number, p.name, p.short_name AS "shortName", p.english_name AS "englishName", p.code,
    p.kind, p.status, p.type, p.lifecycle, p.lifecycle_reason AS "lifecycleReason", p.level, p.source, p.industry, p.region, p.address, p.latitude, p.longitude, p.country, p.phone, p.email, p.website,
    ${parts.parent} AS parent, p.employees, ${money('annual_revenue')} AS "annualRevenue", p.founded_year AS "foundedYear", p.listed_on AS "listedOn",
    ${parts.referredBy} AS "referredBy", p.tax_number AS "taxNumber", p.bank_name AS "bankName", p.bank_account AS "bankAccount",
    ${money('credit_limit')} AS "creditLimit", p.payment_terms AS "paymentTerms", ${owner}, p.consents, ${parts.assignedBy} AS "assignedBy", ${parts.tags} AS tags,
    ${instant('p.last_activity_at')} AS "lastActivityAt", ${instant('p.next_activity_at')} AS "nextActivityAt",
    ${money('open_pipeline')} AS "openPipeline", p.open_opportunities AS "openOpportunities", ${money('won_amount')} AS "wonAmount", p.won_opportunities AS "wonOpportunities",
    p.last_won_on AS "lastWonOn", p.open_tasks AS "openTasks", ${instant('p.earliest_due_at')} AS "earliestDueAt", p.contact_count AS "contactCount",
    p.health, p.health_last_month AS "healthLastMonth", p.health_on AS "healthOn", p.description,
    ${parts.pool} AS pool, ${instant('p.pool_entered_at')} AS "poolEnteredAt", p.pool_reason AS "poolReason", ${parts.previousOwner} AS "previousOwner",
    ${parts.lastPool} AS "lastPool", ${instant('p.held_since')} AS "heldSince", ${instant('p.protected_until')} AS "protectedUntil",
    ${instant('p.created_at')} AS "createdAt", ${parts.createdBy} AS "createdBy",
    ${instant('p.changed_at')} AS "changedAt", ${parts.changedBy} AS "changedBy" FROM ${from}) x`
}

const linked = {
  parent: link('parent_id', 'pa.name'),
  referredBy: link('referred_by_id', 'ra.name'),
  assignedBy: link('assigned_by_id', 'ru.name'),
  pool: link('pool_id', 'po.name'),
  lastPool: link('last_pool_id', 'lp.name'),
  previousOwner: link('previous_owner_id', 'pr.name'),
  tags,
  createdBy: `json_build_object('id', p.created_by_id, 'title', c.name)`,
  changedBy: `json_build_object('id', p.changed_by_id, 'title', h.name)`,
}
const linkedRows = `JOIN principal o ON o.workspace_id = $1 AND o.id = p.owner_id JOIN principal c ON c.workspace_id = $1 AND c.id = p.created_by_id
    JOIN principal h ON h.workspace_id = $1 AND h.id = p.changed_by_id
    LEFT JOIN account pa ON pa.workspace_id = $1 AND pa.id = p.parent_id LEFT JOIN account ra ON ra.workspace_id = $1 AND ra.id = p.referred_by_id
    LEFT JOIN assignment_rule ru ON ru.workspace_id = $1 AND ru.id = p.assigned_by_id LEFT JOIN principal pr ON pr.workspace_id = $1 AND pr.id = p.previous_owner_id
    LEFT JOIN pool po ON po.workspace_id = $1 AND po.id = p.pool_id LEFT JOIN pool lp ON lp.workspace_id = $1 AND lp.id = p.last_pool_id`

/** `$3` is the account. */
const account = wholeAccount(
  `account p ${linkedRows} WHERE p.workspace_id = $1 AND p.id = $3 AND p.deleted_at IS NULL AND p.owner_id = ANY ($2)`,
  linked,
)

type Related = { object: string; field: string; table: string; condition: string; columns: string; joins?: string }

const ownerOf = `JOIN principal o ON o.workspace_id = $1 AND o.id = p.owner_id`
const contactOf = `LEFT JOIN contact k ON k.workspace_id = $1 AND k.id = p.contact_id`
const contactColumns = `p.name, p.job_title AS "jobTitle", p.decision_role AS "decisionRole", p.mobile, p.email, ${owner}, ${instant('p.last_activity_at')} AS "lastActivityAt"`
const activityColumns = `p.subject, p.type, p.status, ${link('contact_id', 'k.name')} AS contact, ${instant('p.occur_at')} AS "occurAt", ${instant('p.due_at')} AS "dueAt", ${owner}`
const opportunityColumns = `p.name, json_build_object('id', p.stage_id, 'title', s.name) AS stage, ${money('amount')} AS amount, (p.probability / 100.0::float8) AS probability,
  p.close_date AS "closeDate", p.next_step AS "nextStep", ${owner}`

const relationKind = `json_build_object('id', p.kind_id, 'title', r.name) AS kind`
const otherEnd = (end: string): string =>
  `json_build_object('object', p.${end}_object, 'id', p.${end}_id, 'title', coalesce(e.name, f.name)) AS ${end}`
const relationNames = (end: string): string => `JOIN relation_kind r ON r.workspace_id = $1 AND r.id = p.kind_id
    LEFT JOIN account e ON e.workspace_id = $1 AND e.id = p.${end}_id LEFT JOIN contact f ON f.workspace_id = $1 AND f.id = p.${end}_id`

/** What points at an account. Opportunities and accounts have owners of their own; all others are seen by whoever sees the account. */
const relations: readonly Related[] = [
  { object: 'file', field: 'regarding', table: 'file', condition: `t.regarding_id = $3`, columns: 'p.name' },
  {
    object: 'account',
    field: 'parent',
    table: 'account',
    condition: 't.parent_id = $3 AND t.owner_id = ANY ($2)',
    columns: accountRow.replace('p.id, p.revision, ', ''),
    joins: ownerOf,
  },
  {
    object: 'account',
    field: 'referredBy',
    table: 'account',
    condition: 't.referred_by_id = $3 AND t.owner_id = ANY ($2)',
    columns: accountRow.replace('p.id, p.revision, ', ''),
    joins: ownerOf,
  },
  { object: 'contact', field: 'account', table: 'contact', condition: 't.account_id = $3', columns: contactColumns, joins: ownerOf },
  {
    object: 'accountContact',
    field: 'account',
    table: 'account_contact',
    condition: 't.account_id = $3',
    columns: 'p.role_title AS "roleTitle"',
  },
  {
    object: 'activity',
    field: 'regarding',
    table: 'activity',
    condition: 't.regarding_id = $3',
    columns: activityColumns,
    joins: `${ownerOf} ${contactOf}`,
  },
  {
    object: 'activity',
    field: 'account',
    table: 'activity',
    condition: 't.account_id = $3',
    columns: activityColumns,
    joins: `${ownerOf} ${contactOf}`,
  },
  {
    object: 'customerNeed',
    field: 'account',
    table: 'customer_need',
    condition: 't.account_id = $3',
    columns: `p.name, p.state, p.priority, p.needed_on AS "neededOn", ${owner}`,
    joins: ownerOf,
  },
  {
    object: 'relation',
    field: 'first',
    table: 'relation',
    condition: 't.first_id = $3',
    columns: `${relationKind}, ${otherEnd('second')}, p.since, p.until, ${owner}`,
    joins: `${ownerOf} ${relationNames('second')}`,
  },
  {
    object: 'relation',
    field: 'second',
    table: 'relation',
    condition: 't.second_id = $3',
    columns: `${otherEnd('first')}, ${relationKind}, p.since, p.until, ${owner}`,
    joins: `${ownerOf} ${relationNames('first')}`,
  },
  {
    object: 'accountAddress',
    field: 'account',
    table: 'account_address',
    condition: 't.account_id = $3',
    columns: `p.recipient, p.kind, p.address, p.phone, ${owner}`,
    joins: ownerOf,
  },
  {
    object: 'externalFact',
    field: 'account',
    table: 'external_fact',
    condition: 't.account_id = $3',
    columns: `p.name, p.value, p.kind, p.source, p.collected_on AS "collectedOn", p.valid_until AS "validUntil"`,
  },
  {
    object: 'consent',
    field: 'account',
    table: 'consent',
    condition: 't.account_id = $3',
    columns: `p.summary, p.channel, p.state, ${link('contact_id', 'k.name')} AS contact, ${instant('p.at')} AS at, p.source, ${link('text_id', 'w.name')} AS text`,
    joins: `${contactOf} LEFT JOIN consent_text w ON w.workspace_id = $1 AND w.id = p.text_id`,
  },
  {
    object: 'opportunity',
    field: 'account',
    table: 'opportunity',
    condition: 't.account_id = $3 AND t.owner_id = ANY ($2)',
    columns: opportunityColumns,
    joins: `${ownerOf} JOIN stage s ON s.workspace_id = $1 AND s.id = p.stage_id`,
  },
]

/** The first five of each kind, and how many there are. */
const related = `WITH a AS (SELECT FROM account a WHERE a.workspace_id = $1 AND a.id = $3 AND a.deleted_at IS NULL AND a.owner_id = ANY ($2))
  SELECT json_agg(r.j)::text AS answer FROM (${relations
    .map(
      ({ object, field, table, condition, columns, joins = '' }) =>
        `SELECT json_build_object('object', '${object}', 'field', '${field}', 'count', json_build_object('count', (SELECT count(*) FROM ${table} t WHERE t.workspace_id = $1 AND t.deleted_at IS NULL AND ${condition}), 'exact', true),
          'records', (SELECT coalesce(json_agg(x), '[]') FROM (SELECT p.id, p.revision, ${columns} FROM (SELECT t.* FROM ${table} t WHERE t.workspace_id = $1 AND t.deleted_at IS NULL AND ${condition} ORDER BY t.created_at DESC, t.id DESC LIMIT 5) p ${joins} ORDER BY p.created_at DESC, p.id DESC) x)) AS j FROM a`,
    )
    .join(' UNION ALL ')}) r`

/** `$3` is the pipeline. */
const board = `SELECT json_agg(json_build_object('key', l.id, 'records', c.records) ORDER BY l.position)::text AS answer
  FROM stage l CROSS JOIN LATERAL (SELECT coalesce(json_agg(x), '[]') AS records FROM (SELECT p.id, p.revision, p.name, ${link('account_id', 'a.name')} AS account,
      json_build_object('id', l.id, 'title', l.name) AS stage, ${money('amount')} AS amount, (p.probability / 100.0::float8) AS probability, p.close_date AS "closeDate", p.next_step AS "nextStep", ${owner}
    FROM (SELECT * FROM opportunity t WHERE t.workspace_id = $1 AND t.deleted_at IS NULL AND t.stage_id = l.id AND t.pipeline_id = $3 AND t.owner_id = ANY ($2) AND t.close_date IS NOT NULL AND ${plannedForItsValues('$4')} ORDER BY t.close_date, t.id LIMIT 20) p
    JOIN principal o ON o.workspace_id = $1 AND o.id = p.owner_id LEFT JOIN account a ON a.workspace_id = $1 AND a.id = p.account_id ORDER BY p.close_date, p.id) x) c
  WHERE l.workspace_id = $1 AND l.pipeline_id = $3 AND l.deleted_at IS NULL`

const laneSums = `SELECT json_agg(json_build_object('key', json_build_object('id', g.stage_id, 'title', s.name), 'count', g.count, 'sum', trim_scale(g.sum / 10000)::text, 'weighted', trim_scale(g.weighted / 10000)::text) ORDER BY g.count DESC)::text AS answer
  FROM (SELECT t.stage_id, count(*) AS count, coalesce(sum(t.amount_base), 0) AS sum, coalesce(sum(t.weighted_amount_base), 0) AS weighted FROM opportunity t
    WHERE t.workspace_id = $1 AND t.deleted_at IS NULL AND t.pipeline_id = $3 AND t.owner_id = ANY ($2) GROUP BY 1) g JOIN stage s ON s.workspace_id = $1 AND s.id = g.stage_id`

const totals = `SELECT json_build_object('count', json_build_object('count', x.count, 'exact', true), 'totals', json_build_object('annualRevenue', json_build_object(
    'sum', coalesce(x.sum, '0'), 'average', x.average, 'min', x.min, 'max', x.max)))::text AS answer
  FROM (SELECT count(*) AS count, trim_scale(sum(t.annual_revenue_base) / 10000)::text AS sum, trim_scale(round(avg(t.annual_revenue_base), 2) / 10000)::text AS average,
      trim_scale(min(t.annual_revenue_base)::numeric / 10000)::text AS min, trim_scale(max(t.annual_revenue_base)::numeric / 10000)::text AS max
    FROM account t WHERE t.workspace_id = $1 AND t.deleted_at IS NULL AND t.owner_id = ANY ($2) AND t.level = ANY ($3)) x`

/** `$3` the words as a tsquery, `$4` what was typed. Contacts and activities are found by their own owners here, as in the product. */
const search = `SELECT coalesce(json_agg(json_build_object('object', f.object, 'id', f.record_id, 'title', f.title, 'subtitle', NULL)), '[]')::text AS answer FROM (
  SELECT c.object, c.record_id, c.title FROM (SELECT d.object, d.record_id, d.title FROM search_document d WHERE d.workspace_id = $1 AND d.tokens @@ $3::tsquery
    AND (d.object = 'user' OR (SELECT o.owner_id = ANY ($2) FROM search_owner o WHERE o.workspace_id = $1 AND o.record_id = d.record_id)) LIMIT 1000) c
  GROUP BY c.object, c.record_id, c.title
  ORDER BY lower(c.title) = $4 DESC, starts_with(lower(c.title), $4) DESC, strpos(lower(c.title), $4) > 0 DESC, char_length(c.title), c.record_id DESC LIMIT 20) f`

/** The record's row alone: no history, no event, no words. What a new account cannot have yet is not looked for, and its maker is its owner. */
const createAccount = `WITH p AS (INSERT INTO account (workspace_id, id, revision, created_at, created_by_id, changed_at, changed_by_id, number, name, name_sort, short_name, short_name_sort, name_like, short_name_like, kind, lifecycle, status, level, source, industry, region, phone, phone_e164,
    employees, annual_revenue, annual_revenue_currency, annual_revenue_base, annual_revenue_rate, annual_revenue_rate_date, owner_id)
  VALUES ($1, $2, 1, $3, $4, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'organisation', 'prospect', $12, $13, $14, $15, $16, $17, $18, $19, $20, 'CNY', $20, 100000000, $21, $4) RETURNING *)
  ${wholeAccount('p JOIN principal o ON o.workspace_id = $1 AND o.id = p.owner_id', {
    parent: 'NULL',
    referredBy: 'NULL',
    assignedBy: 'NULL',
    pool: 'NULL',
    lastPool: 'NULL',
    previousOwner: 'NULL',
    tags: `'[]'::json`,
    createdBy: `json_build_object('id', p.created_by_id, 'title', o.name)`,
    changedBy: `json_build_object('id', p.changed_by_id, 'title', o.name)`,
  })}`

const updateAccount = `WITH p AS (UPDATE account SET level = $4, employees = $5, revision = revision + 1, changed_at = $6, changed_by_id = $7
  WHERE workspace_id = $1 AND id = $3 AND deleted_at IS NULL AND owner_id = ANY ($2) RETURNING *)
  ${wholeAccount(`p ${linkedRows}`, linked)}`

export const statements = {
  newestAccounts,
  accountsByName,
  account,
  related,
  board,
  laneSums,
  totals,
  search,
  createAccount,
  updateAccount,
} as const
