import { type ComponentType, lazy, Suspense } from 'react'
import type { FieldKind } from '../../data/client.ts'
import { AddressEditor } from './AddressEditor.tsx'
import { BooleanEditor } from './BooleanEditor.tsx'
import { ChecklistEditor } from './ChecklistEditor.tsx'
import { ChoiceEditor, MultiChoiceEditor } from './ChoiceEditor.tsx'
import { DateEditor } from './DateEditor.tsx'
import type { EditorProps } from './editor.ts'
import './fields.css'
import { NumberEditor } from './NumberEditor.tsx'
import { FileEditor, JsonEditor, SecretEditor } from './OtherEditors.tsx'
import { RecurrenceEditor } from './RecurrenceEditor.tsx'
import { AnyReferenceEditor, ReferenceEditor, ReferencesEditor } from './ReferenceEditor.tsx'
import { RegionEditor } from './RegionEditor.tsx'
import { LongTextEditor, TextEditor } from './TextEditor.tsx'

/** It brings the names of all zones. */
const TimeZoneEditor = lazy(async () => ({ default: (await import('./TimeZoneEditor.tsx')).TimeZoneEditor }))

const editors: Readonly<Record<Exclude<FieldKind, 'autoNumber' | 'formula'>, ComponentType<EditorProps>>> = {
  text: TextEditor,
  longText: LongTextEditor,
  richText: LongTextEditor,
  number: NumberEditor,
  money: NumberEditor,
  percent: NumberEditor,
  boolean: BooleanEditor,
  date: DateEditor,
  dateTime: DateEditor,
  choice: ChoiceEditor,
  multiChoice: MultiChoiceEditor,
  email: TextEditor,
  phone: TextEditor,
  url: TextEditor,
  address: AddressEditor,
  region: RegionEditor,
  reference: ReferenceEditor,
  references: ReferencesEditor,
  user: ReferenceEditor,
  file: FileEditor,
  secret: SecretEditor,
  json: JsonEditor,
}

/**
 * The control that edits a field of any kind, the same in lists, pages and forms. It tells every value it can read by `onChange`; in a
 * cell Enter, Tab and Esc are left to the cell.
 */
export function FieldEditor(props: EditorProps) {
  const { kind, to, format } = props.field
  if (kind === 'autoNumber' || kind === 'formula') return null
  if (kind === 'json' && props.field.key === 'checklist') return <ChecklistEditor {...props} />
  if (format === 'recurrence') return <RecurrenceEditor {...props} />
  if (format === 'timeZone')
    return (
      <Suspense>
        <TimeZoneEditor {...props} />
      </Suspense>
    )
  const Editor = kind === 'reference' && to === 'any' ? AnyReferenceEditor : editors[kind]
  return <Editor {...props} />
}
