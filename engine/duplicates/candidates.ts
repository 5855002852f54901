import { accessPredicate } from '../access/predicate.ts'
import { levelFor } from '../access/principal.ts'
import type { Executor } from '../database.ts'
import { likenedName, mainColumn, matchColumn, sortColumn } from '../declare/columns.ts'
import type { FieldDefinition } from '../declare/field.ts'
import type { DuplicateSign, ObjectDefinition } from '../declare/object.ts'
import { isId } from '../ids.ts'
import { inWorkspace } from '../query/expressions.ts'
import type { Reader } from '../query/reader.ts'
import { and, ident, join, param, raw, render, type Sql, sql } from '../sql.ts'
import { pinyinSortKey } from '../text/pinyin.ts'
import { parsePhone } from '../text/values.ts'
import type { Texts } from './score.ts'

/** A record that may be the same: its texts, and whether the reader may see it. */
export type Candidate = { id: string; texts: Texts; seen: boolean; ownerId: string | null; ownerName: string | null; title: string }

/** Signs as far as the reader may use their fields: a phone that is masked for them must not be found out by asking for duplicates. */
export function usableSigns(reader: Reader, { key, duplicates = [] }: ObjectDefinition): DuplicateSign[] {
  const usable = (field: string): boolean => {
    const found = reader.object(key).fields.get(field)
    return found !== undefined && levelFor(reader.principal, found.readClass) === 'see'
  }
  return duplicates.flatMap((sign) => {
    const fields = sign.fields.filter(usable)
    return fields.length > 0 && (!sign.within || usable(sign.within)) ? [{ ...sign, fields }] : []
  })
}

/** The fields whose texts the signs compare. */
export function comparedFields(signs: readonly DuplicateSign[]): string[] {
  return [...new Set(signs.flatMap(({ fields, within }) => (within ? [...fields, within] : [...fields])))]
}

/** Each way of looking brings at most so many. */
const mostByOneWay = 60

/** Records that share a sign with these texts, each sign looked for through its index. One statement. */
export async function findCandidates(
  executor: Executor,
  reader: Reader,
  object: string,
  signs: readonly DuplicateSign[],
  texts: Texts,
  { except = null, also = [] }: { except?: string | null; also?: readonly string[] },
): Promise<Candidate[]> {
  const { definition, fields } = reader.object(object)
  const ways = signs.flatMap((sign) => waysOf(fields, sign, texts))
  if (also.length > 0) ways.push(sql`t.id = ANY (${param(also, 'uuid[]')})`)
  if (ways.length === 0) return []
  const table = ident(definition.table)
  const among = (where: Sql): Sql =>
    sql`(SELECT t.id FROM ${table} t WHERE ${and([inWorkspace(reader, 't'), raw('t.deleted_at IS NULL'), where])} LIMIT ${param(mostByOneWay, 'int')})`
  const seen = accessPredicate(reader, object, 'read', 't') ?? raw('false')
  const compared = comparedFields(signs)
  const columns = compared.flatMap((key) => {
    const field = fields.get(key)
    return field ? [sql`t.${ident(mainColumn(key, field))}::text AS ${raw(`"text_${key}"`)}`] : []
  })
  const titleField = fields.get(definition.title)
  const owned = 'owner' in definition.fields
  const statement = sql`WITH c AS (${join(ways.map(among), ' UNION ')})
    SELECT t.id, (${seen}) AS seen, ${owned ? sql`t.owner_id` : raw('NULL::uuid')} AS owner_id, ${owned ? sql`o.name` : raw('NULL')} AS owner_name,
      t.${ident(titleField ? mainColumn(definition.title, titleField) : 'id')}::text AS title, ${join(columns)}
    FROM c JOIN ${table} t ON ${inWorkspace(reader, 't')} AND t.id = c.id
    ${owned ? sql`LEFT JOIN principal o ON o.workspace_id = t.workspace_id AND o.id = t.owner_id` : sql``}
    WHERE t.deleted_at IS NULL${except && isId(except) ? sql` AND t.id <> ${param(except, 'uuid')}` : sql``}`
  const rows = await executor.query<Record<string, unknown>>(reader.workspaceId, { ...render(statement), plannedAnew: true })
  const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))
  return rows.map((row) => ({
    id: String(row.id),
    seen: row.seen === true,
    ownerId: text(row.owner_id),
    ownerName: text(row.owner_name),
    title: text(row.title) ?? '',
    texts: Object.fromEntries(compared.map((key) => [key, text(row[`text_${key}`])])),
  }))
}

/** The conditions that find a sign's candidates, each served by one index. */
function waysOf(fields: ReadonlyMap<string, FieldDefinition>, sign: DuplicateSign, texts: Texts): Sql[] {
  const declared = sign.fields.flatMap((key) => {
    const field = fields.get(key)
    return field ? [{ key, field }] : []
  })
  const given = [...new Set(sign.fields.flatMap((key) => texts[key]?.trim() || []))]
  switch (sign.by) {
    case 'value':
      return declared.flatMap(({ key, field }) => {
        const normal = given.flatMap((text) => normalForm(field, text) ?? [])
        return normal.length > 0 ? [sql`t.${ident(matchColumn(key, field))} = ANY (${param(normal, 'text[]')})`] : []
      })
    case 'name': {
      const [name] = given
      const within = sign.within && texts[sign.within]
      const place = sign.within && fields.get(sign.within)
      const [first] = declared
      if (!name || !sign.within || !within || !place || !first || !isId(within)) return []
      return [
        sql`t.${ident(mainColumn(sign.within, place))} = ${param(within, 'uuid')} AND t.${ident(sortColumn(first.key, first.field))} = ${pinyinSortKey(name, { person: first.field.personal === true })}`,
      ]
    }
    case 'likened':
      return declared.flatMap(({ key, field }) => {
        const { likened } = field
        if (!likened) return []
        const keys = [...new Set(given.map((text) => likened.key(text)).filter((found) => found !== ''))]
        if (keys.length === 0) return []
        const column = sql`t.${ident(likenedName(key))}`
        const same = sql`${column} = ANY (${param(keys, 'text[]')})`
        if (!likened.likeness) return [same]
        const spelled = field.pinyin ? given.flatMap((text) => spelledWay(key, field, text)) : []
        return [same, ...keys.flatMap((words) => nearWays(column, words)), ...spelled]
      })
  }
}

/** Names of which one stands in the other word by word, both beginning with the same word: that is what the index goes by. */
function nearWays(column: Sql, words: string): Sql[] {
  const [first = ''] = words.split(' ', 1)
  const start = `${first} `
  // The character behind the blank closes the range: bytewise, every name that begins with this word lies in it.
  const begins = sql`${column} >= ${start} AND ${column} < ${`${first}!`}`
  const pattern = words.replace(/ (?=.)/g, ' %')
  return [sql`${begins} AND ${column} LIKE ${`${pattern}%`}`, sql`${begins} AND ${param(words, 'text')} LIKE replace(${column}, ' ', ' %')`]
}

/** Names whose characters hold these in order, the first one at their head: 柳化股份 in 柳州化工股份有限公司, where the place is no part of the key. */
function spelledWay(key: string, field: FieldDefinition, text: string): Sql[] {
  const letters = [...text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')]
  const [first] = letters
  if (!first || !/\p{sc=Han}/u.test(first) || letters.length > longestShortName) return []
  const head = pinyinSortKey(first)
  const column = sql`t.${ident(sortColumn(key, field))}`
  return [
    sql`${column} >= ${head} AND ${column} < ${`${head}\u{10ffff}`} AND t.${ident(mainColumn(key, field))} LIKE ${`${letters.join('%')}%`}`,
  ]
}

const longestShortName = 8

function normalForm(field: FieldDefinition, text: string): string | null {
  return field.kind === 'phone' ? parsePhone(text, 'CN').e164 : field.kind === 'email' ? text.toLowerCase() : text
}
