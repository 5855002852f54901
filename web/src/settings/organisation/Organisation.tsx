import './organisation.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowLeft, FolderPlus, GitMerge, Network, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useMeta } from '../../data/meta.ts'
import { useCount, useRemoveRecord, useUpdateRecord } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import type { MenuEntry } from '../../design/Menu.tsx'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { media, useMedia } from '../../design/use-media.ts'
import { useText } from '../../text/index.ts'
import { DepartmentDialog } from './DepartmentDialog.tsx'
import { DepartmentTree, type Dragged, everyone } from './DepartmentTree.tsx'
import { MergeDepartment } from './MergeDepartment.tsx'
import { messages } from './messages.ts'
import { People } from './People.tsx'
import { findNode, type TreeNode } from './tree.ts'
import { useOrganisation } from './use-organisation.ts'

type Open = { kind: 'new'; parentId: string | null } | { kind: 'edit' | 'merge'; node: TreeNode }

/** Departments on the left, their people on the right: who works where, with whom above them. */
export function Organisation() {
  const t = useText(messages)
  const { workspace, objects } = useMeta()
  const isPhone = useMedia(media.phone)
  const { of } = useSearch({ from: '/frame/settings/$section' })
  const navigate = useNavigate()
  const { tree, isPending, error, reload } = useOrganisation()
  const everybody = useCount('user', { filter: { field: 'active', op: 'is', value: true } })
  const moveDepartment = useUpdateRecord('department')
  const moveUser = useUpdateRecord('user')
  const remove = useRemoveRecord('department')
  const [open, setOpen] = useState<Open | null>(null)
  const [dragged, setDragged] = useState<Dragged | null>(null)
  const may = objects.find(({ key }) => key === 'department')?.may
  const mayMovePeople = objects.find(({ key }) => key === 'user')?.may.update === true

  if (error) return <LoadError error={error} onRetry={reload} />
  if (isPending) return <SkeletonRows />

  const node = findNode(tree, of)
  const choose = (id: string) => void navigate({ to: '/settings/$section', params: { section: 'organisation' }, search: { of: id } })
  const close = () => setOpen(null)

  function done(id: string): void {
    close()
    choose(id)
  }

  function drop({ kind, id, title }: Dragged, onto: TreeNode | null): void {
    const to = onto?.name ?? workspace.name
    const link = onto && { id: onto.id, title: onto.name }
    if (kind === 'department')
      moveDepartment.mutate({
        id,
        changes: { parent: onto?.id ?? null },
        shown: { parent: link },
        message: t('movedUnder', { name: title, to }),
      })
    else if (link)
      moveUser.mutate({
        id,
        changes: { department: link.id },
        shown: { department: link },
        message: t('movedPerson', { name: title, to }),
      })
  }

  function menuOf(one: TreeNode): MenuEntry[] {
    const isUsed = one.own + one.children.length > 0
    const icon = (Shape: typeof Plus) => <Shape className="i s" aria-hidden="true" />
    return [
      ...(may?.create ? [{ label: t('newBelow'), icon: icon(FolderPlus), run: () => setOpen({ kind: 'new', parentId: one.id }) }] : []),
      ...(may?.update
        ? [{ label: t('editDepartment'), icon: icon(Pencil), keys: 'F2', run: () => setOpen({ kind: 'edit', node: one }) }]
        : []),
      ...(may?.delete
        ? ([
            { label: t('mergeInto'), icon: icon(GitMerge), run: () => setOpen({ kind: 'merge', node: one }) },
            { kind: 'separator' },
            {
              label: t('deleteDepartment'),
              icon: icon(Trash2),
              danger: true,
              whyNot: isUsed ? t('inUse', { people: one.own, departments: one.children.length }) : undefined,
              run: () =>
                remove.mutate(
                  { id: one.id, message: t('deleted', { name: one.name }) },
                  { onSuccess: () => choose(one.parentId ?? everyone) },
                ),
            },
          ] satisfies MenuEntry[])
        : []),
    ]
  }

  const isTreeShown = !isPhone || of === undefined
  return (
    <div className="split org">
      {isTreeShown && (
        <aside className="org-side" aria-label={t('departments')}>
          <DepartmentTree
            nodes={tree}
            company={workspace.name}
            total={everybody.data?.count}
            chosen={isPhone ? '' : (node?.id ?? everyone)}
            onChoose={choose}
            menuOf={menuOf}
            onEdit={may?.update ? (one) => setOpen({ kind: 'edit', node: one }) : undefined}
            dragged={dragged}
            onDrag={setDragged}
            onDrop={may?.update || mayMovePeople ? drop : undefined}
          />
          {tree.length === 0 && (
            <Empty icon={<Network className="i" aria-hidden="true" />} title={t('noDepartments')}>
              {t('noDepartmentsText')}
            </Empty>
          )}
          {may?.create && (
            <Button
              size="sm"
              look="bare"
              className="org-add"
              icon={<Plus className="i s" aria-hidden="true" />}
              onClick={() => setOpen({ kind: 'new', parentId: node?.id ?? null })}
            >
              {t('newDepartment')}
            </Button>
          )}
        </aside>
      )}
      {(!isPhone || of !== undefined) && (
        <section>
          {isPhone && (
            <Button
              size="sm"
              look="bare"
              className="org-back"
              icon={<ArrowLeft className="i s" aria-hidden="true" />}
              onClick={() => void navigate({ to: '/settings/$section', params: { section: 'organisation' }, search: {} })}
            >
              {t('backToTree')}
            </Button>
          )}
          <People key={node?.id ?? everyone} node={node} onDrag={mayMovePeople && !isPhone ? setDragged : undefined} />
        </section>
      )}
      {open?.kind === 'new' && <DepartmentDialog tree={tree} parentId={open.parentId} onDone={done} onClose={close} />}
      {open?.kind === 'edit' && <DepartmentDialog tree={tree} node={open.node} onDone={close} onClose={close} />}
      {open?.kind === 'merge' && <MergeDepartment tree={tree} node={open.node} onDone={done} onClose={close} />}
    </div>
  )
}
