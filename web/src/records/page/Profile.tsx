import { ChevronDown, Copy } from 'lucide-react'
import { useState } from 'react'
import type { FieldMeta, ObjectMeta, RecordJson } from '../../data/client.ts'
import { useChangedFields } from '../../data/live.ts'
import { useLabel, useRegions } from '../../data/meta.ts'
import { showToast } from '../../data/toasts.ts'
import { useText } from '../../text/index.ts'
import { isEditable, sameValue } from '../fields/editor.ts'
import { fieldText } from '../fields/field-text.ts'
import { pageTexts } from './messages.ts'
import { ProfileField } from './ProfileField.tsx'
import { type ProfileSection, profileSections } from './profile.ts'
import type { PageEdit } from './use-page-edit.ts'

type Props = { object: ObjectMeta; record: RecordJson; edit: PageEdit; editing: string | null; onEditing: (field: string | null) => void }

/** Everything known about a record, in foldable sections; each value is edited where it stands. */
export function Profile({ object, record, edit, editing, onEditing }: Props) {
  const fresh = useChangedFields(object.key, record.id)
  const sections = profileSections(object)
  const editable = editableKeys(object, record)

  function leave(from: string, next?: 'following' | 'previous'): void {
    const step = next === 'following' ? 1 : next === 'previous' ? -1 : 0
    const to = step === 0 ? null : (editable[editable.indexOf(from) + step] ?? null)
    onEditing(to)
    if (to === null) requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-edit="${from}"]`)?.focus())
  }

  return (
    <>
      {sections.map((section) => (
        <Section key={section.key} section={section} object={object} record={record} editing={editing}>
          {(field) => (
            <ProfileField
              key={field.key}
              object={object}
              field={field}
              record={record}
              isEditable={isEditable(field, object, record)}
              isEditing={editing === field.key}
              isFresh={fresh.has(field.key)}
              onEdit={() => onEditing(field.key)}
              onLeave={(next) => leave(field.key, next)}
              onSave={(value) => edit.save({ [field.key]: value })}
            />
          )}
        </Section>
      ))}
    </>
  )
}

/** Fields of the profile that this reader may change, in the order of the page. */
export function editableKeys(object: ObjectMeta, record: RecordJson): string[] {
  return profileSections(object).flatMap((section) =>
    section.fields.filter((field) => isEditable(field, object, record)).map((field) => field.key),
  )
}

type SectionProps = {
  section: ProfileSection
  object: ObjectMeta
  record: RecordJson
  editing: string | null
  children: (field: FieldMeta) => React.ReactNode
}

/** More empty fields than this stand behind one line. */
const emptyShown = 3

function Section({ section, object, record, editing, children }: SectionProps) {
  const t = useText(pageTexts)
  const label = useLabel()
  const storageKey = `guanxi.folded.${object.key}.${section.key}`
  const [wasFolded, setFolded] = useState(() => localStorage.getItem(storageKey))
  const [showsEmpty, setShowsEmpty] = useState(false)
  const name = label(section.label)
  const empty = section.fields.filter((field) => sameValue(record[field.key], null) && field.key !== editing)
  // A section in which nothing is known yet says only that it is there.
  const isFolded =
    editing !== null && section.fields.some(({ key }) => key === editing)
      ? false
      : wasFolded === null
        ? section.startsFolded || (empty.length === section.fields.length && empty.length > emptyShown)
        : wasFolded === 'true'
  // Whoever unfolds a section in which nothing is known wants to fill it in.
  const isLong = empty.length > emptyShown && empty.length < section.fields.length
  const hides = isLong && !showsEmpty
  const shown = hides ? section.fields.filter((field) => !empty.includes(field)) : section.fields

  function fold(): void {
    localStorage.setItem(storageKey, String(!isFolded))
    setFolded(String(!isFolded))
  }

  return (
    <section className="sec" aria-label={name}>
      <h3>
        <button type="button" className="sec-fold" aria-expanded={!isFolded} onClick={fold}>
          <ChevronDown className="i xs" aria-hidden="true" />
          {name}
        </button>
        {!isFolded && section.fields.length > empty.length && (
          <span className="end">
            <CopySection section={section} record={record} name={name} />
          </span>
        )}
      </h3>
      {!isFolded && (
        <>
          <dl className="kv">{shown.map(children)}</dl>
          {isLong && (
            <button type="button" className="kv-more" onClick={() => setShowsEmpty(!showsEmpty)}>
              {hides ? t('moreFields', { count: empty.length }) : t('lessFields')}
            </button>
          )}
        </>
      )}
    </section>
  )
}

/** Invoicing data is copied into other systems many times a day. */
function CopySection({ section, record, name }: { section: ProfileSection; record: RecordJson; name: string }) {
  const t = useText(pageTexts)
  const label = useLabel()
  const regions = useRegions()

  async function copy(): Promise<void> {
    const isFilled = (field: FieldMeta): boolean => !sameValue(record[field.key], null)
    const lines = section.copied
      ? section.copied.map((line) => {
          const values = line.fields.filter(isFilled).map((field) => fieldText(field, record[field.key], regions))
          return `${label(line.label)}${t('colon')}${values.join(' ')}`
        })
      : section.fields.filter(isFilled).map((field) => `${label(field.label)}\t${fieldText(field, record[field.key], regions)}`)
    await navigator.clipboard.writeText(lines.join('\n'))
    showToast({ text: t('sectionCopied', { section: name }), seconds: 4 })
  }

  return (
    <button
      type="button"
      className="ib sm"
      aria-label={t('copySection', { section: name })}
      title={t('copySection', { section: name })}
      onClick={() => void copy()}
    >
      <Copy className="i s" aria-hidden="true" />
    </button>
  )
}
