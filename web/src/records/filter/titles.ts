import { useQueries } from '@tanstack/react-query'
import { client, type Filter, type Meta, type ObjectMeta } from '../../data/client.ts'
import { objectOf, useMeta } from '../../data/meta.ts'
import { recordKeys } from '../../data/records.ts'
import { fieldsAlong } from './field-path.ts'
import { isFieldCondition, isRelatedCondition } from './filter-tree.ts'

/** Ids that a filter names, by the object they belong to: chips show names, addresses carry ids. */
export function idsIn(
  filter: Filter | undefined,
  object: ObjectMeta,
  meta: Meta,
  found = new Map<string, Set<string>>(),
): ReadonlyMap<string, ReadonlySet<string>> {
  if (!filter) return found
  if ('all' in filter) for (const part of filter.all) idsIn(part, object, meta, found)
  else if ('any' in filter) for (const part of filter.any) idsIn(part, object, meta, found)
  else if ('not' in filter) idsIn(filter.not, object, meta, found)
  else if (isRelatedCondition(filter)) {
    const related = objectOf(meta, filter.related.object)
    if (related) idsIn(filter.where, related, meta, found)
  } else if (isFieldCondition(filter)) {
    const field = fieldsAlong(meta, object, filter.field)?.at(-1)
    const target = field?.kind === 'user' ? 'user' : field?.kind === 'reference' || field?.kind === 'references' ? field.to : undefined
    if (!target || target === 'any') return found
    const ids = found.get(target) ?? new Set()
    for (const id of Array.isArray(filter.value) ? filter.value : [filter.value]) if (typeof id === 'string') ids.add(id)
    found.set(target, ids)
  }
  return found
}

/** Titles of records, by id, for everything that a filter names. What cannot be read has none. */
export function useTitles(filter: Filter | undefined, object: ObjectMeta): ReadonlyMap<string, string> {
  const meta = useMeta()
  const wanted = [...idsIn(filter, object, meta)].flatMap(([key, ids]) => {
    const target = objectOf(meta, key)
    return target && ids.size > 0 ? [{ target, ids: [...ids].sort() }] : []
  })
  return useQueries({
    queries: wanted.map(({ target, ids }) => ({
      queryKey: recordKeys.of(target.key, 'titles', ids),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        client
          .records(target.route)
          .list({ filter: { field: 'id', op: 'in', value: ids }, fields: [target.title], limit: Math.min(ids.length, 500) }, { signal }),
      staleTime: 300_000,
    })),
    combine: (reads) =>
      new Map(
        reads.flatMap(({ data }, at) =>
          (data?.records ?? []).map((record) => [record.id, String(record[wanted[at]?.target.title ?? ''] ?? '')] as const),
        ),
      ),
  })
}
