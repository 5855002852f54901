import { ChevronRight, Ellipsis, Network } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react'
import { Menu, type MenuEntry } from '../../design/Menu.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { flatNodes, idsUnder, type TreeNode, type TreeRow, treeRows } from './tree.ts'

/** What is dragged over the tree: a department, or somebody from the list of people. */
export type Dragged = { kind: 'department' | 'user'; id: string; title: string }

export const everyone = 'all'

type Props = {
  nodes: readonly TreeNode[]
  /** The name of the company, at the top, for everybody in it. */
  company: string
  total: number | undefined
  /** The id of a department, or `everyone`. */
  chosen: string
  onChoose: (id: string) => void
  menuOf: (node: TreeNode) => MenuEntry[]
  onEdit: ((node: TreeNode) => void) | undefined
  dragged: Dragged | null
  onDrag: (dragged: Dragged | null) => void
  /** Something was let go over a department, or over the company itself (null). */
  onDrop: ((dragged: Dragged, onto: TreeNode | null) => void) | undefined
}

/** The departments as a tree: one tab stop, arrows walk it, Enter chooses, F2 edits, the menu key opens what can be done. */
export function DepartmentTree(props: Props) {
  const { nodes, company, total, chosen, onChoose, menuOf, onEdit, dragged, onDrag, onDrop } = props
  const t = useText(messages)
  const tree = useRef<HTMLDivElement>(null)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [focused, setFocused] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const rows = treeRows(nodes, closed)
  const order = [everyone, ...rows.map(({ node }) => node.id)]
  const stop = focused !== null && order.includes(focused) ? focused : order.includes(chosen) ? chosen : everyone

  function toggle(id: string, isOpen: boolean): void {
    const next = new Set(closed)
    if (isOpen) next.delete(id)
    else next.add(id)
    setClosed(next)
  }

  function focus(id: string | undefined): void {
    if (id === undefined) return
    setFocused(id)
    tree.current?.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus()
  }

  function aboveOf(row: TreeRow | undefined): string {
    const parent = row?.node.parentId
    return parent && order.includes(parent) ? parent : everyone
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>, id: string, row: TreeRow | undefined): void {
    if (event.nativeEvent.isComposing || event.target !== event.currentTarget) return
    const at = order.indexOf(id)
    const steps = new Map<string, () => void>([
      ['ArrowDown', () => focus(order[at + 1])],
      ['ArrowUp', () => focus(order[at - 1])],
      ['Home', () => focus(order[0])],
      ['End', () => focus(order.at(-1))],
      ['Enter', () => onChoose(id)],
      [' ', () => onChoose(id)],
      ['ArrowRight', () => (row?.node.children.length && !row.isOpen ? toggle(id, true) : focus(order[at + 1]))],
      ['ArrowLeft', () => (row?.node.children.length && row.isOpen ? toggle(id, false) : focus(aboveOf(row)))],
      ['F2', () => row && onEdit?.(row.node)],
      ['ContextMenu', () => event.currentTarget.querySelector<HTMLElement>('.org-more')?.click()],
    ])
    const step = steps.get(event.key === 'F10' && event.shiftKey ? 'ContextMenu' : event.key)
    if (!step) return
    event.preventDefault()
    event.stopPropagation()
    step()
  }

  const forbidden = forbiddenTargets(nodes, dragged)
  const dropOn = (id: string, node: TreeNode | null) => ({
    onDragOver: (event: DragEvent) => {
      if (!dragged || !onDrop || forbidden.has(id)) return
      event.preventDefault()
      setOver(id)
    },
    onDragLeave: () => setOver((current) => (current === id ? null : current)),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(null)
      if (dragged && !forbidden.has(id)) onDrop?.(dragged, node)
      onDrag(null)
    },
  })

  return (
    <div ref={tree} className="org-tree" role="tree" aria-label={t('departments')}>
      <div
        role="treeitem"
        data-id={everyone}
        aria-level={1}
        aria-selected={chosen === everyone}
        tabIndex={stop === everyone ? 0 : -1}
        className={`org-node root${chosen === everyone ? ' on' : ''}${over === everyone ? ' over' : ''}`}
        onClick={() => onChoose(everyone)}
        onFocus={() => setFocused(everyone)}
        onKeyDown={(event) => onKeyDown(event, everyone, undefined)}
        {...dropOn(everyone, null)}
      >
        <b className="el">{company}</b>
        {total !== undefined && <span className="cnt">{total}</span>}
      </div>
      {rows.map((row) => {
        const { node, isOpen } = row
        const hasChildren = node.children.length > 0
        const entries = menuOf(node)
        return (
          <div
            key={node.id}
            role="treeitem"
            data-id={node.id}
            aria-level={node.level + 1}
            aria-posinset={row.position}
            aria-setsize={row.siblings}
            aria-expanded={hasChildren ? isOpen : undefined}
            aria-selected={chosen === node.id}
            aria-label={t('departmentOf', { name: node.name, count: node.total })}
            tabIndex={stop === node.id ? 0 : -1}
            className={`org-node${chosen === node.id ? ' on' : ''}${over === node.id ? ' over' : ''}`}
            style={{ paddingLeft: 8 + node.level * 16 }}
            draggable={onDrop !== undefined}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/plain', node.name)
              onDrag({ kind: 'department', id: node.id, title: node.name })
            }}
            onDragEnd={() => onDrag(null)}
            onClick={() => onChoose(node.id)}
            onFocus={(event) => event.target === event.currentTarget && setFocused(node.id)}
            onKeyDown={(event) => onKeyDown(event, node.id, row)}
            {...dropOn(node.id, node)}
          >
            <button
              type="button"
              tabIndex={-1}
              className={`org-twist${hasChildren ? '' : ' none'}${isOpen ? ' open' : ''}`}
              aria-hidden="true"
              onClick={(event) => {
                event.stopPropagation()
                toggle(node.id, !isOpen)
              }}
            >
              <ChevronRight className="i xs" aria-hidden="true" />
            </button>
            <Network className="i s" aria-hidden="true" />
            <span className="el">{node.name}</span>
            <span className="cnt">{node.total}</span>
            {entries.length > 0 && (
              // biome-ignore lint/a11y/noStaticElementInteractions: keeps presses on the menu from choosing the department
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys never reach the row from here
              <span className="org-menu" onClick={(event) => event.stopPropagation()}>
                <Menu label={t('actionsOf', { name: node.name })} entries={entries} place="bottom-end" width={200}>
                  {(open) => (
                    <button
                      type="button"
                      tabIndex={-1}
                      className="ib sm org-more"
                      aria-label={t('actionsOf', { name: node.name })}
                      {...open}
                    >
                      <Ellipsis className="i s" aria-hidden="true" />
                    </button>
                  )}
                </Menu>
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
}

/** Where what is dragged cannot be let go: in itself, below itself, and where it already is. */
function forbiddenTargets(nodes: readonly TreeNode[], dragged: Dragged | null): ReadonlySet<string> {
  if (dragged === null) return new Set()
  if (dragged.kind === 'user') return new Set([everyone])
  const node = flatNodes(nodes).find(({ id }) => id === dragged.id)
  return node ? new Set([...idsUnder(node), node.parentId ?? everyone]) : new Set()
}
