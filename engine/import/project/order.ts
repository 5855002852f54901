import type { ObjectModel } from '../../model/workspace-model.ts'
import type { ImportPlan } from '../plan.ts'
import { pointsAt } from '../read-row.ts'

/** A file as its place in the order depends on it. */
export type OrderedFile = { id: string; object: string; plan: Pick<ImportPlan, 'columns'> }

/**
 * Files in the order in which they have to come in: what a file points at comes before it. Users, then products and accounts, then contacts, then
 * opportunities, then activities. Where two need each other, the one whose object needs less comes first.
 */
export function orderedFiles<F extends OrderedFile>(files: readonly F[], objects: ReadonlyMap<string, ObjectModel>): F[] {
  const depths = new Map<string, number>()
  const depth = (object: string): number => depths.get(object) ?? depthOf(object, objects, depths, new Set())
  const open = files.map((file, position) => ({ file, position, needs: neededBy(file, objects) }))
  const order: F[] = []
  while (open.length > 0) {
    const brought = new Set(open.map(({ file }) => file.object))
    const free = open.filter(({ file, needs }) => ![...needs].some((object) => object !== file.object && brought.has(object)))
    const [next] = (free.length > 0 ? free : open).toSorted(
      (one, other) => depth(one.file.object) - depth(other.file.object) || one.position - other.position,
    )
    if (!next) break
    order.push(next.file)
    open.splice(open.indexOf(next), 1)
  }
  return order
}

/** The objects that the file's columns name records of. */
export function neededBy({ object, plan }: OrderedFile, objects: ReadonlyMap<string, ObjectModel>): Set<string> {
  const fields = objects.get(object)?.fields
  const targets = plan.columns.flatMap(({ target }) => (target === null ? [] : [target.split('.')[0] ?? target]))
  return new Set(
    targets.flatMap((key) => {
      const field = fields?.get(key)
      return (field && pointsAt(field)) || []
    }),
  )
}

/** How many objects deep its references reach; a circle of references counts once. */
function depthOf(
  object: string,
  objects: ReadonlyMap<string, ObjectModel>,
  known: Map<string, number>,
  above: ReadonlySet<string>,
): number {
  const found = known.get(object)
  if (found !== undefined) return found
  const path = new Set([...above, object])
  let deepest = 0
  for (const field of Object.values(objects.get(object)?.definition.fields ?? {})) {
    const target = pointsAt(field)
    if (target !== null && !path.has(target)) deepest = Math.max(deepest, 1 + depthOf(target, objects, known, path))
  }
  if (above.size === 0) known.set(object, deepest)
  return deepest
}
