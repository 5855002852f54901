import type { ActionContext } from '../context.ts'
import { likenedName } from '../declare/columns.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { inWorkspace } from '../query/expressions.ts'
import { and, ident, join, raw, type Sql, sql } from '../sql.ts'

type Name = { id: string; words: readonly string[]; text: string }
type Pair = readonly [string, string]

const readAtOnce = 20_000
/** So many names with the same two words at their head say that these words are common, not that the companies are one. */
const mostAlike = 40
/** The second word of a short name stands among the first ones of the long name. */
const wordsLookedAt = 10

/**
 * Pairs of names of which one stands in the other word by word, beginning with the same word. The index brings the names in order, so that those of one first
 * word come together; among these, the second word of the shorter is looked for in the longer.
 */
export async function nameNeighbours(context: ActionContext, model: ObjectModel, keys: readonly string[]): Promise<Pair[]> {
  const { reader } = context
  const pairs = new Map<string, Pair>()
  const one = (key: string): Sql => {
    const column = ident(likenedName(key))
    return sql`SELECT t.${column} AS text, t.id FROM ${ident(model.definition.table)} t WHERE ${and([inWorkspace(reader, 't'), raw('t.deleted_at IS NULL'), sql`t.${column} <> ''`])}`
  }
  const names = join(keys.map(one), ' UNION ALL ')
  let block: Name[] = []
  let last = ''
  const close = (): void => {
    for (const pair of alikeIn(block)) pairs.set(pair.join(), pair)
    block = []
  }
  await context.query(sql`DECLARE names NO SCROLL CURSOR FOR SELECT v.text, v.id FROM (${names}) v ORDER BY v.text COLLATE "C", v.id`)
  for (;;) {
    const rows: { text: string; id: string }[] = await context.query(raw(`FETCH ${readAtOnce} FROM names`))
    for (const { text, id } of rows) {
      const words = text.trimEnd().split(' ')
      if (block[0] && block[0].words[0] !== words[0]) close()
      // A short name that is the name as well comes twice.
      if (last !== `${text}${id}`) block.push({ id, words, text })
      last = `${text}${id}`
    }
    if (rows.length < readAtOnce) break
  }
  close()
  await context.query(raw('CLOSE names'))
  return [...pairs.values()]
}

/** Names that begin with the same word. */
function alikeIn(block: readonly Name[]): Pair[] {
  const found: Pair[] = []
  const bySecond = Map.groupBy(block, ({ words }) => words[1] ?? '')
  for (const long of block) {
    let seen = ''
    for (const word of ['', ...long.words.slice(1, wordsLookedAt)]) {
      if (word !== '' && seen.includes(` ${word} `)) continue
      seen += ` ${word} `
      const shorter = bySecond.get(word) ?? []
      let matches = 0
      for (const short of shorter) {
        if (short.id === long.id || short.words.length > long.words.length) continue
        if (short.text === long.text ? short.id > long.id : !standsIn(short.words, long.words)) continue
        if (++matches > mostAlike) break
        found.push(short.id < long.id ? [short.id, long.id] : [long.id, short.id])
      }
    }
  }
  return found
}

function standsIn(short: readonly string[], long: readonly string[]): boolean {
  let at = 0
  for (const word of long) if (word === short[at]) at++
  return at === short.length
}
