import { useState } from 'react'
import { problemText } from '../../data/problems.ts'
import { useAction } from '../../data/records.ts'
import { useText } from '../../text/index.ts'
import { FormDialog } from '../access/FormDialog.tsx'
import { DepartmentSelect, nameOf } from './DepartmentDialog.tsx'
import { messages } from './messages.ts'
import { idsUnder, type TreeNode } from './tree.ts'

type Props = { tree: readonly TreeNode[]; node: TreeNode; onDone: (into: string) => void; onClose: () => void }

/** Two departments become one. */
export function MergeDepartment({ tree, node, onDone, onClose }: Props) {
  const t = useText(messages)
  const [into, setInto] = useState('')
  const merge = useAction<{ from: string; into: string }>('department.merge', {
    touches: ['department', 'user'],
    message: () => t('merged', { from: node.name, into: nameOf(tree, into) }),
  })
  return (
    <FormDialog
      title={t('mergeTitle', { name: node.name })}
      submitLabel={t('merge')}
      isPending={merge.isPending}
      whyNot={into === '' ? t('chooseDepartment') : undefined}
      problem={merge.error ? problemText(merge.error) : undefined}
      onSubmit={() => merge.mutate({ from: node.id, into }, { onSuccess: () => onDone(into) })}
      onClose={onClose}
    >
      <p className="t2" style={{ marginBottom: 12 }}>
        {t('mergeText', { name: node.name, people: node.own, departments: node.children.length })}
      </p>
      <DepartmentSelect
        label={t('department')}
        tree={tree}
        without={idsUnder(node)}
        none={t('chooseDepartment')}
        value={into}
        onChange={setInto}
      />
    </FormDialog>
  )
}
