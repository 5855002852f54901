import { useId, useState } from 'react'
import { inSentence, useLabel } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatNumber } from '../../design/format.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { common, useText } from '../../text/index.ts'
import { isEditable, writtenValue } from '../fields/editor.ts'
import { FieldEditor } from '../fields/FieldEditor.tsx'
import { useFieldProblem } from '../form/field-problem.ts'
import type { BulkDialogProps } from './bulk-dialog.ts'
import { messages } from './messages.ts'

type Way = 'add' | 'remove' | 'replace'

const single = new Set(['file', 'json', 'secret'])

/** One field, one value, for everything that is chosen; of a list, what comes to each or goes from it. */
export function EditFieldDialog({ object, count, selection, change, onClose }: BulkDialogProps) {
  const t = useText(messages)
  const words = useText(common)
  const label = useLabel()
  const problemOf = useFieldProblem()
  const id = useId()
  const offered = object.fields.filter(
    (field) => isEditable(field, object) && !single.has(field.kind) && !field.unique && field.key !== object.title,
  )
  // What is changed for many at once is mostly a status or a level.
  const likely = offered.find((one) => one.kind === 'choice' && object.list.columns.includes(one.key)) ?? offered[0]
  const [key, setKey] = useState(likely?.key ?? '')
  const [value, setValue] = useState<unknown>(undefined)
  const [way, setWay] = useState<Way>('add')
  const [isEmptying, setEmptying] = useState(false)
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const field = offered.find((one) => one.key === key)
  const objects = inSentence(label(count === '1' ? object.label : object.plural))
  const hasValue = isEmptying || (value !== undefined && value !== null)
  const isList = field?.kind === 'references' || field?.kind === 'multiChoice'
  const problem = unreadable ?? (field && hasValue && !isEmptying ? problemOf(field, value) : null)

  function submit(): void {
    if (!field || !hasValue || problem !== null) return
    const next = isEmptying ? null : value
    const written = writtenValue(field, next)
    onClose()
    void change(selection, {
      changes: { [field.key]: isList && way !== 'replace' ? { [way]: written } : written },
      shown: (record) => ({ [field.key]: isList && way !== 'replace' ? movedList(record[field.key], next, way) : next }),
      message: (done) =>
        t('bulkChanged', {
          count: formatNumber(done),
          object: inSentence(label(done === 1 ? object.label : object.plural)),
          field: inSentence(label(field.label)),
        }),
    })
  }

  return (
    <Dialog
      title={t('editTitle', { count, object: objects })}
      onClose={onClose}
      width={440}
      closeOutside={false}
      footer={
        <>
          <Button
            look="primary"
            whyNot={problem ?? (hasValue ? undefined : t(isList && way !== 'replace' ? 'entriesNeeded' : 'valueNeeded'))}
            onClick={submit}
          >
            {t('change', { count })}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <form
        className="dialog-pad ls-form"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <div>
          <label className="label" htmlFor={`${id}-field`}>
            {t('whichField')}
          </label>
          <select
            id={`${id}-field`}
            className="field"
            value={key}
            onChange={(event) => {
              setKey(event.target.value)
              setValue(undefined)
              setUnreadable(null)
              setEmptying(false)
              setWay('add')
            }}
          >
            {offered.map((one) => (
              <option key={one.key} value={one.key}>
                {label(one.label)}
              </option>
            ))}
          </select>
        </div>
        {isList && (
          <div>
            <span className="label">{t('howToChange')}</span>
            <Segmented
              label={t('howToChange')}
              value={way}
              options={[
                ['add', t('addToList')],
                ['remove', t('removeFromList')],
                ['replace', t('replaceList')],
              ]}
              onChange={(next) => {
                setWay(next)
                setEmptying(false)
              }}
            />
          </div>
        )}
        {field && (
          <div>
            <label className="label" htmlFor={`${id}-value`}>
              {isList ? label(field.label) : t('newValue')}
            </label>
            {!isEmptying && (
              <FieldEditor
                key={field.key}
                field={field}
                value={value ?? null}
                onChange={setValue}
                onProblem={setUnreadable}
                place="form"
                id={`${id}-value`}
                invalid={problem !== null}
              />
            )}
            {problem !== null && <p className="under bad">{problem}</p>}
            {!field.required && (!isList || way === 'replace') && (
              <label className="ls-empty">
                <input type="checkbox" className="cb" checked={isEmptying} onChange={(event) => setEmptying(event.target.checked)} />
                {t('emptyIt')}
              </label>
            )}
          </div>
        )}
      </form>
    </Dialog>
  )
}

/** The list as it will stand: entries are keys of choices, or links. */
function movedList(stands: unknown, moved: unknown, way: 'add' | 'remove'): unknown[] {
  const nameOf = (one: unknown) => (typeof one === 'object' && one !== null && 'id' in one ? one.id : one)
  const [old, asked] = [stands, moved].map((list) => (Array.isArray(list) ? list : []))
  const names = new Set((way === 'add' ? old : asked)?.map(nameOf))
  return way === 'add'
    ? [...(old ?? []), ...(asked ?? []).filter((one) => !names.has(nameOf(one)))]
    : (old ?? []).filter((one) => !names.has(nameOf(one)))
}
