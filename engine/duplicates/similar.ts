import { scopeFor } from '../access/principal.ts'
import type { Database } from '../database.ts'
import type { DuplicateSign } from '../declare/object.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import type { Reader } from '../query/reader.ts'
import { demandRight } from '../query/reader.ts'
import { findRecords } from '../search/find.ts'
import { type Candidate, findCandidates, usableSigns } from './candidates.ts'
import { type Likeness, likenessBy, type Texts } from './score.ts'

export type Similar = Candidate & Likeness & { certain: boolean }

/** The records that are probably the same as one with these texts, the surest first; also those that the reader may not see. */
export async function similarRecords(
  database: Database,
  reader: Reader,
  { object, texts, except = null }: { object: string; texts: Texts; except?: string | null },
): Promise<Similar[]> {
  const model = reader.object(object)
  const policy = reader.model.duplicates.get(object)
  if (!policy) return []
  const signs = usableSigns(reader, model.definition)
  const likeness = likenessBy(model, signs, policy)
  const also = await foundByWords(database, reader, object, signs, texts)
  const candidates = await findCandidates(database, reader, object, signs, texts, { except, also })
  return candidates
    .map((candidate) => {
      const found = likeness(texts, candidate.texts)
      return { ...candidate, ...found, certain: found.score >= policy.certain }
    })
    .filter(({ score }) => score >= policy.likely)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}

/** A short name may stand in the middle of the registered one: 弘业期货 in 苏豪弘业期货股份有限公司. The words of search bring those that the reader sees. */
async function foundByWords(
  database: Database,
  reader: Reader,
  object: string,
  signs: readonly DuplicateSign[],
  texts: Texts,
): Promise<string[]> {
  const text = namesIn(reader.object(object), signs, texts)
  if (!text) return []
  const hits = await findRecords(database, reader, { text, objects: [object], limit: mostByWords })
  return hits.map(({ id }) => id)
}

/** The first name among the texts that search can look for. */
export function namesIn({ fields }: ObjectModel, signs: readonly DuplicateSign[], texts: Texts): string | null {
  const named = signs
    .flatMap((sign) => (sign.by === 'likened' ? sign.fields : []))
    .filter((key) => fields.get(key)?.likened?.likeness && fields.get(key)?.searched)
  const text = named.flatMap((key) => texts[key]?.trim() || [])[0]
  return text && text.length >= 3 ? text : null
}

const mostByWords = 20

/** What somebody who enters a record is told: what they may see with its reasons, of the rest what the policy discloses. */
export type EntryWarning = {
  policy: 'off' | 'warn' | 'block'
  similar: { id: string; title: string; score: number; certain: boolean; reasons: string[]; owner: { id: string; title: string } | null }[]
  /** Records out of reach that are certainly the same: how many, with `holder` who holds them, with `record` also what they are called. */
  hidden: { holder: string | null; title: string | null }[]
  /** What becomes of it when it is made all the same and somebody else holds one of these. */
  clash: 'off' | 'warn' | 'decide'
}

const mostShown = 5

export async function warnAtEntry(
  database: Database,
  reader: Reader,
  given: { object: string; texts: Texts; except?: string | null },
): Promise<EntryWarning> {
  const policy = reader.model.duplicates.get(given.object)
  if (!policy || policy.entry === 'off') return { policy: 'off', similar: [], hidden: [], clash: policy?.clash ?? 'off' }
  // Whoever could neither add nor change a record has nothing to be warned of.
  if (!given.except || !scopeFor(reader.principal, given.object, 'update')) demandRight(reader, given.object, 'create')
  const found = await similarRecords(database, reader, given)
  const hidden = found.filter((one) => !one.seen && one.certain)
  return {
    policy: policy.entry,
    similar: found
      .filter(({ seen }) => seen)
      .slice(0, mostShown)
      .map(({ id, title, score, certain, reasons, ownerId, ownerName }) => ({
        id,
        title,
        score,
        certain,
        reasons,
        owner: ownerId && ownerName ? { id: ownerId, title: ownerName } : null,
      })),
    hidden:
      policy.disclose === 'nothing'
        ? []
        : hidden.slice(0, mostShown).map(({ ownerName, title }) => ({
            holder: policy.disclose === 'exists' ? null : ownerName,
            title: policy.disclose === 'record' ? title : null,
          })),
    clash: policy.clash,
  }
}

/** The texts that the signs compare, out of values as a form or the API gives them. */
export function textsOf(reader: Reader, object: string, values: Readonly<Record<string, unknown>>): Texts {
  const { definition } = reader.object(object)
  const compared = usableSigns(reader, definition).flatMap(({ fields, within }) => (within ? [...fields, within] : fields))
  return Object.fromEntries(
    compared.map((key) => {
      const value = values[key]
      const link = typeof value === 'object' && value !== null && 'id' in value ? value.id : value
      return [key, typeof link === 'string' && link.length <= longestText ? link : null]
    }),
  )
}

const longestText = 400
