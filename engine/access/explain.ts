import type { Database } from '../database.ts'
import type { Label } from '../declare/label.ts'
import { getRecord } from '../query/get.ts'
import type { Reader } from '../query/reader.ts'
import { type Scope, scopeFor } from './principal.ts'
import { actionWords, scopeWords } from './words.ts'

/** What one does to a single record. */
const asked = ['read', 'update', 'delete'] as const

export type Explanation = { action: string; allowed: boolean; why: Label }

/** Why the reader may see a record, and what they may do with it, in words. Records that they may not see are not found. */
export async function explainAccess(database: Database, reader: Reader, query: { object: string; id: string }): Promise<Explanation[]> {
  const { record } = await getRecord(database, reader, query)
  const owner = (JSON.parse(record) as { owner?: { id: string; title: string } | null }).owner
  const { label } = reader.object(query.object).definition
  return asked.map((action) => {
    const scope = scopeFor(reader.principal, query.object, action)
    const word = actionWords[action] ?? { zh: action, en: action }
    if (!scope)
      return {
        action,
        allowed: false,
        why: {
          zh: `没有任何角色给出「${word.zh}${label.zh}」的权限`,
          en: `No role gives the right to ${word.en} ${label.en.toLowerCase()}`,
        },
      }
    const allowed =
      scope === 'all' || !owner || owner.id === reader.principal.id || reach(reader, scope).includes(owner.id) || action === 'read'
    const names = reader.principal.administrator
      ? { zh: '管理员', en: 'administrator' }
      : { zh: reader.principal.roles.map((role) => role.name).join('、'), en: reader.principal.roles.map((role) => role.name).join(', ') }
    const held = owner ? { zh: `，这条记录由 ${owner.title} 负责`, en: `; this one belongs to ${owner.title}` } : { zh: '', en: '' }
    return {
      action,
      allowed,
      why: {
        zh: `角色「${names.zh}」可以${word.zh}${scopeWords[scope].zh}${label.zh}${held.zh}`,
        en: `The role “${names.en}” may ${word.en} ${scopeWords[scope].en} ${label.en.toLowerCase()} records${held.en}`,
      },
    }
  })
}

function reach(reader: Reader, scope: Scope): readonly string[] {
  return scope === 'team' ? reader.principal.team : scope === 'teamAndBelow' ? reader.principal.below : [reader.principal.id]
}
