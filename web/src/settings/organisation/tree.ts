export type Department = { id: string; name: string; parentId: string | null; head: { id: string; title: string } | null }

export type TreeNode = Department & {
  level: number
  children: TreeNode[]
  /** People of the department itself, and with all departments below it. */
  own: number
  total: number
}

export type TreeRow = { node: TreeNode; position: number; siblings: number; isOpen: boolean }

/** Departments as they stand below each other. One whose parent is not there, or stands below itself, begins a tree of its own. */
export function departmentTree(departments: readonly Department[], people: ReadonlyMap<string, number>): TreeNode[] {
  const known = new Map(departments.map((department) => [department.id, department]))
  const below = Map.groupBy(departments, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null))
  const placed = new Set<string>()

  function grow(department: Department, level: number): TreeNode {
    placed.add(department.id)
    const children = (below.get(department.id) ?? []).filter(({ id }) => !placed.has(id)).map((child) => grow(child, level + 1))
    const own = people.get(department.id) ?? 0
    return { ...department, level, children, own, total: children.reduce((sum, { total }) => sum + total, own) }
  }

  const roots = (below.get(null) ?? []).map((root) => grow(root, 1))
  for (const department of departments) if (!placed.has(department.id)) roots.push(grow(department, 1))
  return roots
}

/** The rows that are seen while these departments are closed. */
export function treeRows(nodes: readonly TreeNode[], closed: ReadonlySet<string>): TreeRow[] {
  return nodes.flatMap((node, at) => {
    const isOpen = !closed.has(node.id)
    const row: TreeRow = { node, position: at + 1, siblings: nodes.length, isOpen }
    return [row, ...(isOpen ? treeRows(node.children, closed) : [])]
  })
}

export function findNode(nodes: readonly TreeNode[], id: string | undefined): TreeNode | undefined {
  for (const node of nodes) {
    const found = node.id === id ? node : findNode(node.children, id)
    if (found) return found
  }
  return undefined
}

/** A department and all below it: where it cannot be moved or merged to. */
export function idsUnder(node: TreeNode): Set<string> {
  return new Set([node.id, ...node.children.flatMap((child) => [...idsUnder(child)])])
}

export function flatNodes(nodes: readonly TreeNode[]): TreeNode[] {
  return nodes.flatMap((node) => [node, ...flatNodes(node.children)])
}
