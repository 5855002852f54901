import type { Database } from '../database.ts'
import type { Label } from '../declare/label.ts'
import { snake } from '../declare/object.ts'
import { getRecord } from '../query/get.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, join, param, raw, sql } from '../sql.ts'
import { accessPredicate, accessWays, type Way } from './predicate.ts'
import { scopeFor } from './principal.ts'
import { sharedWithReader } from './shares.ts'
import { actionWords, scopeWords } from './words.ts'

/** What one does to a single record. */
const asked = ['read', 'update', 'delete', 'share', 'export'] as const

export type Explanation = { action: string; allowed: boolean; why: Label }
type Share = { record_object: string; with_object: string; name: string | null; by: string; team: boolean; until: string | null }

/**
 * Why somebody may see a record, and what they may do with it, in words: every way of the very condition that stands in their statements is tried on the
 * record. `whose` is the person asked about; the reader, who asks, must see the record, else it is not found.
 */
export async function explainAccess(
  database: Database,
  reader: Reader,
  query: { object: string; id: string },
  whose: Reader = reader,
): Promise<Explanation[]> {
  const { record } = await getRecord(database, reader, {
    ...query,
    fields: reader.object(query.object).definition.access.by === 'owner' ? ['owner'] : [],
  })
  const owner = (JSON.parse(record) as { owner?: { id: string; title: string } | null }).owner ?? null
  const ways = asked.map((action) => accessWays(whose, query.object, action, 't'))
  const holding = await holdingWays(database, whose, query, ways)
  const shares = await sharesFor(database, whose, query)
  return asked.map((action, place) => {
    const words = wordsOf(whose, query.object, action)
    const found = ways[place]?.filter((_, index) => holding.ways.has(`${place}.${index}`)) ?? []
    if (action === 'share') return sharing(words, holding.mayShare)
    if (found.length === 0) return { action, allowed: false, why: ways[place]?.length ? outOfReach(words, owner) : ungranted(words) }
    const told = found.map((way) => reason(whose, query.object, action, { way, owner, shares, words }))
    return {
      action,
      allowed: true,
      why: { zh: unique(told.map(({ zh }) => zh)).join('；'), en: unique(told.map(({ en }) => en)).join('; ') },
    }
  })
}

/** Which of the ways hold for the record, in one statement. */
async function holdingWays(database: Database, whose: Reader, { object, id }: { object: string; id: string }, ways: readonly Way[][]) {
  const flat = ways.flatMap((list, place) => list.map((way, index) => ({ key: `${place}.${index}`, sql: way.sql })))
  const share = accessPredicate(whose, object, 'share', 't') ?? raw('false')
  const { table } = whose.object(object).definition
  const tried = join([share, ...flat.map((way) => way.sql)].map((one) => sql`coalesce(${one}, false)`))
  const [row] = await database.query<{ holds: boolean[] }>(
    whose.workspaceId,
    sql`SELECT ARRAY[${tried}] AS holds FROM ${ident(table)} t WHERE ${and([sql`t.workspace_id = ${param(whose.workspaceId, 'uuid')}`, sql`t.id = ${param(id, 'uuid')}`])}`,
  )
  const [mayShare = false, ...holds] = row?.holds ?? []
  return { mayShare, ways: new Set(flat.filter((_, index) => holds[index]).map(({ key }) => key)) }
}

/** The shares that reach the person here: of the record itself, and of records whose team reaches it. */
async function sharesFor(database: Database, whose: Reader, { object, id }: { object: string; id: string }): Promise<Share[]> {
  if (whose.principal.sharedTo.length === 0 || whose.object(object).definition.access.by !== 'owner') return []
  const teams = [...whose.object(object).fields].flatMap(([key, field]) =>
    field.kind === 'reference' && field.to && whose.model.objects.get(field.to)?.definition.team?.includes(object)
      ? [{ to: field.to, key }]
      : [],
  )
  const arms = [{ of: object, is: sql`s.record_id = ${param(id, 'uuid')}` }].concat(
    teams.map(({ to, key }) => ({
      of: to,
      is: sql`s.related->>${raw(`'${object}'`)} IS NOT NULL AND s.record_id = (SELECT t.${ident(`${snake(key)}_id`)} FROM ${ident(whose.object(object).definition.table)} t WHERE t.workspace_id = ${param(whose.workspaceId, 'uuid')} AND t.id = ${param(id, 'uuid')})`,
    })),
  )
  const selects = arms.map(
    ({ of, is }) =>
      sql`SELECT s.record_object, s.shared_with_object AS with_object, coalesce(u.name, d.name, r.name) AS name, p.name AS by, s.team_role IS NOT NULL AS team, s.until::text AS until
        FROM record_share s JOIN principal p ON p.workspace_id = s.workspace_id AND p.id = s.created_by_id
        LEFT JOIN app_user u ON u.workspace_id = s.workspace_id AND u.id = s.shared_with_id
        LEFT JOIN department d ON d.workspace_id = s.workspace_id AND d.id = s.shared_with_id
        LEFT JOIN role r ON r.workspace_id = s.workspace_id AND r.id = s.shared_with_id
        WHERE ${and([sharedWithReader(whose, of), is])}`,
  )
  return database.query<Share>(whose.workspaceId, sql`${join(selects, ' UNION ALL ')} LIMIT 20`)
}

type Words = { action: string; verb: Label; label: Label }

function wordsOf(whose: Reader, object: string, action: string): Words {
  return { action, verb: actionWords[action] ?? { zh: action, en: action }, label: whose.object(object).definition.label }
}

function sharing({ action }: Words, allowed: boolean): Explanation {
  const why = allowed
    ? {
        zh: '负责人，或角色给出共享权限的人，可以共享自己能修改的记录',
        en: 'Owners, and roles with the right to share, share what they may edit',
      }
    : { zh: '只有负责人，或角色给出共享权限的人可以共享', en: 'Only owners, and roles with the right to share, may share it' }
  return { action, allowed, why }
}

function ungranted({ verb, label }: Words): Label {
  return {
    zh: `没有任何角色给出「${verb.zh}${label.zh}」的权限`,
    en: `No role gives the right to ${verb.en} ${label.en.toLowerCase()} records`,
  }
}

function outOfReach({ verb, label }: Words, owner: { title: string } | null): Label {
  const held = owner
    ? { zh: `这条记录由 ${owner.title} 负责`, en: `this one belongs to ${owner.title}` }
    : { zh: '这条记录没有负责人', en: 'this one belongs to nobody' }
  return {
    zh: `可以${verb.zh}的${label.zh}里没有这一条：${held.zh}`,
    en: `Not among the ${label.en.toLowerCase()} records one may ${verb.en}: ${held.en}`,
  }
}

type Given = { way: Way; owner: { id: string; title: string } | null; shares: readonly Share[]; words: Words }

function reason(whose: Reader, object: string, action: string, { way, owner, shares, words }: Given): Label {
  const { verb, label } = words
  if (way.by === 'share' || way.by === 'team-of') {
    const reaching = shares.filter((share) => (way.by === 'share' ? share.record_object === object : share.record_object !== object))
    const told = reaching.map((share) => shareWords(whose, share, way.by === 'team-of'))
    return { zh: unique(told.map(({ zh }) => zh)).join('；') || '已共享', en: unique(told.map(({ en }) => en)).join('; ') || 'Shared' }
  }
  if (way.by === 'pool') return { zh: '它在公海里，而此人是这个公海的成员', en: 'It lies in a pool that this person is a member of' }
  if (way.by === 'everyone') return { zh: '负责人把它公开给了本部门或所有人', en: 'Its owner opened it to the department or to everyone' }
  if (way.by === 'record') {
    const through = way.through ? whose.object(object).fields.get(way.through)?.label : undefined
    return through
      ? { zh: `能看到它的「${through.zh}」，所以也能看到它`, en: `Whoever sees its ${through.en.toLowerCase()} sees it too` }
      : { zh: '能看到它所属的记录', en: 'Whoever sees the record that it belongs to sees it' }
  }
  const names = roleNames(whose, object, action)
  const scope = scopeWords[way.by]
  const held =
    owner && way.by !== 'all' ? { zh: `，这条记录由 ${owner.title} 负责`, en: `; this one belongs to ${owner.title}` } : { zh: '', en: '' }
  return {
    zh: `角色「${names.zh}」可以${verb.zh}${scope.zh}${label.zh}${held.zh}`,
    en: `The role “${names.en}” may ${verb.en} ${scope.en} ${label.en.toLowerCase()} records${held.en}`,
  }
}

/** The roles that give the widest scope: the others explain nothing. */
function roleNames({ principal }: Reader, object: string, action: string): Label {
  if (principal.administrator) return { zh: '管理员', en: 'administrator' }
  const widest = scopeFor(principal, object, action)
  const names = principal.roles
    .filter(
      (_, index) =>
        scopeFor({ administrator: false, grants: principal.grants.slice(index, index + 1), narrowing: null }, object, action) === widest,
    )
    .map(({ name }) => name)
  return { zh: names.join('、'), en: names.join(', ') }
}

function shareWords(whose: Reader, { record_object, with_object, name, by, team, until }: Share, isThrough: boolean): Label {
  const label = whose.object(record_object).definition.label
  const day = until?.slice(0, 16)
  const end = day ? { zh: `，到 ${day} UTC`, en: `, until ${day} UTC` } : { zh: '', en: '' }
  if (isThrough || team)
    return {
      zh: `${name ?? ''} 是${isThrough ? `所属${label.zh}` : ''}团队成员（由 ${by} 加入）${end.zh}`,
      en: `${name ?? ''} is in the team${isThrough ? ` of its ${label.en.toLowerCase()}` : ''} (added by ${by})${end.en}`,
    }
  const kind = { department: { zh: '部门', en: 'the department ' }, role: { zh: '角色', en: 'the role ' } }[with_object] ?? {
    zh: '',
    en: '',
  }
  return { zh: `由 ${by} 共享给${kind.zh} ${name ?? ''}${end.zh}`, en: `Shared by ${by} with ${kind.en}${name ?? ''}${end.en}` }
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
