import { useState } from 'react'
import { fieldProblems, problemText } from '../../data/problems.ts'
import { useCreateRecord, useUpdateRecord } from '../../data/records.ts'
import { RecordPicker } from '../../records/picker/RecordPicker.tsx'
import { SelectField, TextField } from '../../sign-in/TextField.tsx'
import { useText } from '../../text/index.ts'
import { FormDialog } from '../access/FormDialog.tsx'
import { messages } from './messages.ts'
import { flatNodes, idsUnder, type TreeNode } from './tree.ts'

type Props = {
  tree: readonly TreeNode[]
  /** The department that is edited; without one a new one is made. */
  node?: TreeNode | undefined
  /** Where a new one will stand. */
  parentId?: string | null
  onDone: (id: string) => void
  onClose: () => void
}

/** Name, place and head of a department: all that a drag does, for the keyboard too. */
export function DepartmentDialog({ tree, node, parentId = null, onDone, onClose }: Props) {
  const t = useText(messages)
  const create = useCreateRecord('department')
  const update = useUpdateRecord('department')
  const [name, setName] = useState(node?.name ?? '')
  const [parent, setParent] = useState((node ? node.parentId : parentId) ?? '')
  const [head, setHead] = useState(node?.head ?? null)
  const error = create.error ?? update.error
  const refused = fieldProblems(error)
  const title = name.trim()

  function submit(): void {
    const values = { name: title, parent: parent || null, manager: head?.id ?? null }
    const done = { onSuccess: ({ id }: { id: string }) => onDone(id) }
    if (!node) {
      create.mutate({ values, message: t('created', { name: title }) }, done)
      return
    }
    const shown = { parent: parent === '' ? null : { id: parent, title: nameOf(tree, parent) }, manager: head }
    update.mutate({ id: node.id, changes: values, shown, message: t('changed', { name: title }) }, done)
  }

  return (
    <FormDialog
      title={node ? t('editTitle', { name: node.name }) : t('newDepartment')}
      submitLabel={node ? t('keep') : t('create')}
      isPending={create.isPending || update.isPending}
      whyNot={title === '' ? t('giveName') : undefined}
      problem={error && Object.keys(refused).length === 0 ? problemText(error) : refused['parent']}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={t('name')} required autoFocus autoComplete="off" value={name} onChange={setName} problem={refused['name']} />
      <DepartmentSelect
        label={t('parent')}
        tree={tree}
        without={node ? idsUnder(node) : undefined}
        none={t('topLevel')}
        value={parent}
        onChange={setParent}
      />
      <div className="control">
        <span className="label">{t('head')}</span>
        <RecordPicker
          object="user"
          place="form"
          label={t('head')}
          filter={{ field: 'active', op: 'is', value: true }}
          value={head}
          onChange={setHead}
        />
      </div>
    </FormDialog>
  )
}

type SelectProps = {
  label: string
  tree: readonly TreeNode[]
  without?: ReadonlySet<string> | undefined
  /** Words for no department at all. */
  none: string
  value: string
  onChange: (id: string) => void
}

export function DepartmentSelect({ label, tree, without, none, value, onChange }: SelectProps) {
  const options = flatNodes(tree)
    .filter(({ id }) => !without?.has(id))
    .map(({ id, name, level }) => [id, `${'\u3000'.repeat(level - 1)}${name}`] as const)
  return <SelectField label={label} value={value} options={[['', none], ...options]} onChange={onChange} />
}

export function nameOf(tree: readonly TreeNode[], id: string): string {
  return flatNodes(tree).find((node) => node.id === id)?.name ?? ''
}
