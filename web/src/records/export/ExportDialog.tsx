import { useId, useState } from 'react'
import type { ExportFormat, ExportState, Filter, NewExport, ObjectMeta } from '../../data/client.ts'
import { trackJob } from '../../data/jobs.ts'
import { fieldOf, inSentence, useLabel } from '../../data/meta.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatCount, formatNumber } from '../../design/format.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { common, currentLanguage, useText } from '../../text/index.ts'
import { download, useCreateExport, useExportCount } from './api.ts'
import { ColumnPicker } from './ColumnPicker.tsx'
import { type ColumnsChoice, exportedFields, shownFields } from './chosen-columns.ts'
import './export.css'
import { messages } from './messages.ts'

const mostAtOnce = 10_000

export type ExportDialogProps = {
  object: ObjectMeta
  filter: Filter | undefined
  sort: readonly string[]
  /** Keys of the columns that the list shows. */
  columns: readonly string[]
  onClose: () => void
}

/** Makes a file of a list: what form, which columns, and how many rows it will hold. */
export function ExportDialog({ object, filter, sort, columns, onClose }: ExportDialogProps) {
  const t = useText(messages)
  const words = useText(common)
  const label = useLabel()
  const id = useId()
  const shown = shownFields(object, columns)
  const [format, setFormat] = useState<ExportFormat>('csv')
  const [choice, setChoice] = useState<ColumnsChoice>('shown')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(shown))
  const [encoding, setEncoding] = useState<NonNullable<NewExport['encoding']>>('utf-8')
  const [delimiter, setDelimiter] = useState<NonNullable<NewExport['delimiter']>>(',')
  const [machine, setMachine] = useState(false)
  const count = useExportCount(object.key, filter)
  const name = inSentence(label(object.plural))
  const fields = exportedFields(object, choice, shown, chosen)
  const isTable = format !== 'vcard'
  const create = useCreateExport(whenMade)

  function whenMade(made: ExportState): void {
    if (made.jobId === null) {
      download(made)
      showToast({ kind: 'told', text: t('done', { count: formatNumber(made.rows ?? 0), object: name, file: made.fileName }), seconds: 8 })
    } else {
      trackJob(made.jobId)
      showToast({ kind: 'told', text: t('started', { object: name }), seconds: 4 })
    }
    onClose()
  }

  function run(): void {
    create.mutate({
      object: object.key,
      format,
      ...(filter ? { filter } : {}),
      ...(sort.length > 0 ? { sort: [...sort] } : {}),
      ...(isTable ? { fields, ...(machine ? { machine } : {}) } : {}),
      ...(format === 'csv' ? { encoding, delimiter } : {}),
    })
  }

  const rows = count.data?.rows
  const whyNot = isTable && fields.length === 0 ? t('noColumns') : rows === 0 ? t('holdsNothing', { object: name }) : undefined
  return (
    <Dialog
      title={t('export', { object: name })}
      onClose={onClose}
      width={520}
      footer={
        <>
          <Button look="primary" busy={create.isPending && t('running')} whyNot={whyNot} onClick={run}>
            {t('run')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad ex-form">
        <div>
          <span className="label">{t('format')}</span>
          <Segmented
            label={t('format')}
            value={format}
            options={[['csv', t('csv')], ['xlsx', t('xlsx')], ...(object.card ? [['vcard', t('vcard')] as const] : [])]}
            onChange={setFormat}
          />
          {!isTable && <p className="under">{t('vcardHint', { object: inSentence(label(object.label)) })}</p>}
        </div>
        {isTable && (
          <div>
            <span className="label">{t('columns')}</span>
            <Segmented
              label={t('columns')}
              value={choice}
              options={[
                ['shown', t('asShown')],
                ['all', t('allColumns')],
                ['chosen', t('chosenColumns')],
              ]}
              onChange={setChoice}
            />
            {choice === 'chosen' && <ColumnPicker object={object} chosen={chosen} onChange={setChosen} />}
            <p className="under ex-names">{t('columnCount', { count: fields.length, names: namesOf(object, fields, label) })}</p>
          </div>
        )}
        {format === 'csv' && (
          <div className="ex-pair">
            <div>
              <label className="label" htmlFor={`${id}-encoding`}>
                {t('encoding')}
              </label>
              <select
                id={`${id}-encoding`}
                className="field"
                value={encoding}
                onChange={(event) => setEncoding(event.target.value as typeof encoding)}
              >
                <option value="utf-8">{t('utf8')}</option>
                <option value="gb18030">{t('gb18030')}</option>
              </select>
            </div>
            <div>
              <label className="label" htmlFor={`${id}-delimiter`}>
                {t('delimiter')}
              </label>
              <select
                id={`${id}-delimiter`}
                className="field"
                value={delimiter}
                onChange={(event) => setDelimiter(event.target.value as typeof delimiter)}
              >
                <option value=",">{t('comma')}</option>
                <option value=";">{t('semicolon')}</option>
                <option value={'\t'}>{t('tab')}</option>
                <option value="|">{t('bar')}</option>
              </select>
            </div>
          </div>
        )}
        {isTable && (
          <label className="ex-machine">
            <input type="checkbox" className="cb" checked={machine} onChange={(event) => setMachine(event.target.checked)} />
            <span>
              {t('machine')}
              <small className="t3">{t('machineHint')}</small>
            </span>
          </label>
        )}
        <div className="ex-holds" aria-live="polite">
          <Holds object={object} fields={isTable ? fields : []} count={count.data} />
        </div>
      </div>
    </Dialog>
  )
}

function namesOf(object: ObjectMeta, fields: readonly string[], label: ReturnType<typeof useLabel>): string {
  const names = fields.flatMap((key) => {
    const field = fieldOf(object, key)
    return field ? [label(field.label)] : []
  })
  return names.join(currentLanguage() === 'en' ? ', ' : '、')
}

type Counted = NonNullable<ReturnType<typeof useExportCount>['data']>

/** What will be in the file, before it is made. */
function Holds({ object, fields, count }: { object: ObjectMeta; fields: readonly string[]; count: Counted | undefined }) {
  const t = useText(messages)
  const label = useLabel()
  if (!count) return <p className="t3">{t('counting')}</p>
  const { rows, seen, exact } = count
  const masked = fields.filter((key) => fieldOf(object, key)?.masked)
  const name = inSentence(label(rows === 1 ? object.label : object.plural))
  const shown = formatCount({ count: rows, exact })
  return (
    <>
      <p>
        {rows === 0
          ? t('holdsNothing', { object: name })
          : rows < seen
            ? t('holdsSome', { seen: formatNumber(seen), count: shown })
            : t('holdsRows', { count: shown, object: name })}
      </p>
      {!exact && <p className="t2">{t('inBackground', { most: formatNumber(mostAtOnce) })}</p>}
      {masked.length > 0 && <p className="t2">{t('masked', { fields: namesOf(object, masked, label) })}</p>}
      <p className="t3 small">{t('logged')}</p>
    </>
  )
}
