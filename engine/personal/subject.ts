import { accessPredicate } from '../access/predicate.ts'
import type { Context } from '../context.ts'
import type { Executor } from '../database.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { snake } from '../declare/object.ts'
import { InvalidInputError, NotFoundError } from '../errors.ts'
import { isId } from '../ids.ts'
import type { ObjectModel } from '../model/workspace-model.ts'
import { demandRight, notAllowed, type Reader } from '../query/reader.ts'
import { and, ident, join, or, param, raw, type Sql, sql } from '../sql.ts'
import { currentRecords } from '../write/current.ts'
import { type Needles, needlesOf } from './scrub.ts'

/** A person whose data is asked for or erased: a record of an object that is one. */
export type Subject = { readonly object: string; readonly id: string }

export type LinkedRecord = { readonly object: string; readonly id: string; readonly deleted: boolean }

export function isPerson({ definition }: ObjectModel, record: Readonly<Record<string, unknown>>): boolean {
  const { person } = definition
  return person === true || (typeof person === 'object' && record[person.field] === person.is)
}

/** Whoever answers for personal data of this record: they see it, and have the right to. Throws as if it were not there otherwise. */
export async function demandSubject(context: Context, { object, id }: Subject): Promise<void> {
  const { reader } = context
  const model = reader.object(object)
  const { person } = model.definition
  if (!person) throw new InvalidInputError('not_a_person', { object })
  demandRight(reader, object, 'privacy')
  const { record } = await context.get({ object, id, fields: person === true ? [] : [person.field] })
  const [row] = await context.snapshot((snapshot) =>
    snapshot.query<{ may: boolean }>(
      reader.workspaceId,
      sql`SELECT ${accessPredicate(reader, object, 'privacy', 't') ?? raw('false')} AS may FROM ${ident(model.definition.table)} t
        WHERE t.workspace_id = ${param(reader.workspaceId, 'uuid')} AND t.id = ${param(id, 'uuid')}`,
    ),
  )
  if (!row?.may) throw notAllowed(reader, object, 'privacy')
  if (!isPerson(model, JSON.parse(record) as Record<string, unknown>)) throw new InvalidInputError('not_a_person', { object })
}

/** Fields whose values are the person's own: those declared so, and the name by which they are shown. */
export function personalFields({ definition, fields }: ObjectModel): [string, FieldDefinition][] {
  return [...fields].filter(([key, field]) => field.personal || key === definition.title)
}

/** The person's record as it stands, and everything that identifies them: now, and at any time before. */
export async function identify(
  executor: Executor,
  reader: Reader,
  subject: Subject,
): Promise<{ values: Record<string, unknown>; needles: Needles }> {
  const model = reader.object(subject.object)
  const current = isId(subject.id)
    ? (await currentRecords(executor, reader, model, { ids: [subject.id], rights: ['read'], lock: false })).get(subject.id)
    : undefined
  if (!current) throw new NotFoundError('not_found', { object: subject.object, record: subject.id })
  const named = personalFields(model).filter(([, field]) => ['text', 'phone', 'email', 'url'].includes(field.kind))
  const past = await executor.query<{ changes: Record<string, [unknown, unknown]> }>(
    reader.workspaceId,
    sql`SELECT changes FROM history WHERE workspace_id = ${param(reader.workspaceId, 'uuid')} AND record_id = ${param(subject.id, 'uuid')}`,
  )
  const values = named.flatMap(([key]) => [current.values[key], ...past.flatMap(({ changes }) => changes[key] ?? [])])
  return { values: { ...current.values }, needles: needlesOf(values) }
}

/** Every record that points at the person, deleted ones too, whoever may see them. */
export async function linkedRecords(executor: Executor, reader: Reader, subject: Subject): Promise<LinkedRecord[]> {
  const ws = param(reader.workspaceId, 'uuid')
  const id = param(subject.id, 'uuid')
  const arms: Sql[] = []
  for (const { definition, fields } of reader.objects()) {
    const points = [...fields].flatMap(([key, field]): Sql[] => {
      if (field.custom || field.kind !== 'reference' || (field.to !== 'any' && field.to !== subject.object)) return []
      const column = sql`t.${ident(`${snake(key)}_id`)} = ${id}`
      return [field.to === 'any' ? and([column, sql`t.${ident(`${snake(key)}_object`)} = ${subject.object}`]) : column]
    })
    if (points.length > 0)
      arms.push(
        sql`SELECT ${definition.key}::text AS object, t.id, t.deleted_at IS NOT NULL AS deleted FROM ${ident(definition.table)} t WHERE t.workspace_id = ${ws} AND t.id <> ${id} AND ${or(points)}`,
      )
  }
  if (arms.length === 0) return []
  return executor.query<LinkedRecord>(reader.workspaceId, sql`${join(arms, ' UNION ALL ')} ORDER BY 1, 2`)
}

/** Whether a record that points at the person is about them alone, so that what is personal in it is theirs. */
export function isTheirs({ definition }: ObjectModel): boolean {
  return !definition.person
}
