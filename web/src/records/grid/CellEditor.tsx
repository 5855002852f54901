import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { FieldMeta } from '../../data/client.ts'
import { useLabel } from '../../data/meta.ts'
import { FieldEditor } from '../fields/FieldEditor.tsx'
import { useFieldProblem } from '../form/field-problem.ts'
import './grid.css'

/** Where the hands want to go after saving. */
export type Move = 'down' | 'next' | 'previous' | 'stay'

type CellEditorProps = {
  field: FieldMeta
  value: unknown
  onCommit: (value: unknown, move: Move) => void
  onCancel: () => void
}

/**
 * An open cell: Enter saves and goes down, Tab saves and opens the next one, Esc restores, a click elsewhere saves. What cannot be saved
 * keeps the cell open and says why under it.
 */
export function CellEditor({ field, value, onCommit, onCancel }: CellEditorProps) {
  const problemOf = useFieldProblem()
  const label = useLabel()
  const own = useRef<HTMLDivElement>(null)
  const draft = useRef(value)
  const unreadable = useRef<string | null>(null)
  const isOver = useRef(false)
  const [problem, setProblem] = useState<string | null>(null)

  function commit(move: Move): void {
    if (isOver.current) return
    const wrong = unreadable.current ?? problemOf(field, draft.current)
    setProblem(wrong)
    if (wrong !== null) return
    isOver.current = true
    onCommit(draft.current, move)
  }

  function cancel(): void {
    isOver.current = true
    onCancel()
  }

  // A press outside saves. Clicks on what cannot take the focus would otherwise leave the cell open.
  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      const target = event.target
      if (!(target instanceof Element) || own.current?.contains(target) || target.closest('[data-editor-popup], [role="dialog"]')) return
      commit('stay')
      // What is wrong must not trap whoever walks away: the value goes back.
      if (!isOver.current) cancel()
    }
    document.addEventListener('pointerdown', onPress, true)
    return () => document.removeEventListener('pointerdown', onPress, true)
  })

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return
    event.stopPropagation()
    if (event.key === 'Enter') {
      event.preventDefault()
      commit(event.metaKey || event.ctrlKey ? 'stay' : 'down')
    } else if (event.key === 'Tab') {
      event.preventDefault()
      commit(event.shiftKey ? 'previous' : 'next')
    } else if (event.key === 'Escape') {
      event.preventDefault()
      cancel()
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the field inside
    <div ref={own} className="rg-editor" onKeyDown={onKeyDown}>
      <FieldEditor
        field={field}
        value={value}
        place="cell"
        autoFocus
        label={label(field.label)}
        invalid={problem !== null}
        onChange={(next) => {
          draft.current = next
          unreadable.current = null
          setProblem(null)
        }}
        onProblem={(next) => {
          unreadable.current = next
          if (next === null) setProblem(null)
        }}
        onPicked={() => commit('stay')}
      />
      {problem !== null && (
        <div className="rg-problem" role="alert">
          {problem}
        </div>
      )}
    </div>
  )
}
