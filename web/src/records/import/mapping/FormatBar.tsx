import { Contact, FileSpreadsheet, FileText } from 'lucide-react'
import type { ObjectMeta } from '../../../data/client.ts'
import { useLabel, useMeta } from '../../../data/meta.ts'
import { formatNumber } from '../../../design/format.ts'
import { currentLanguage, useText } from '../../../text/index.ts'
import { useChangeReading } from '../api.ts'
import { fieldsFilledFrom } from '../fill-text.ts'
import type { ImportPlan, ImportView, TableFormat } from '../import-view.ts'
import { messages } from '../messages.ts'
import { Chip } from './Chip.tsx'
import { isChosenByHand, rememberChosen } from './chosen-by-hand.ts'
import { TemplateChip } from './TemplateChip.tsx'
import { TitleFill } from './TitleFill.tsx'

const delimiterNames: Readonly<Record<string, 'comma' | 'semicolon' | 'tab' | 'bar'>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}
const headerRows = [1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** What the file is and how it is read: all of it recognised, all of it open to correction. */
export function FormatBar({ view, object, onPlan }: { view: ImportView; object: ObjectMeta; onPlan: (plan: ImportPlan) => void }) {
  const t = useText(messages)
  const label = useLabel()
  const { objects } = useMeta()
  const change = useChangeReading(view.id)
  const { format, plan, sheets, entries } = view
  const kind = format.kind ?? 'text'
  const mapped = view.columns.filter(
    ({ index, name }) => plan.columns[index]?.target != null || fieldsFilledFrom(plan, name).length > 0,
  ).length
  const read = (key: keyof TableFormat, value: string | number) => {
    rememberChosen(view.id, key)
    change.mutate({ format: { [key]: value } })
  }
  const recognised = (key: keyof TableFormat, words: string) =>
    isChosenByHand(view.id, key) ? words : t('recognisedAlone', { what: words, en: currentLanguage() === 'en' ? ' ' : '' })
  const kinds = objects.filter(({ key, may, internal }) => key === object.key || (may.import && may.create && !internal))
  const Drawn = kind === 'vcard' ? Contact : kind === 'json' ? FileText : FileSpreadsheet

  return (
    <div className="imp-bar imp-chips">
      <span className="row g3 nw">
        <Drawn className="i s" aria-hidden="true" />
        <b className="m el" style={{ maxWidth: 260 }} title={view.fileName}>
          {view.fileName}
        </b>
        <span className="t3 small">
          {format.sheet !== undefined && sheets.length < 2 && `${format.sheet} · `}
          {t('rowsColumns', { rows: formatNumber(view.rowCount), columns: view.columns.length })}
        </span>
      </span>
      {view.recognised && (
        <span className="tag brand" title={view.recognised.table && label(view.recognised.table)}>
          {kind === 'vcard' ? label(view.recognised.label) : t('recognisedAs', { system: label(view.recognised.label) })}
        </span>
      )}
      {entries.length > 1 && (
        <Chip
          label={t('entry')}
          value={format.entry ?? ''}
          options={entries.map((one) => [one, one])}
          onChange={(one) => read('entry', one)}
        />
      )}
      {sheets.length > 1 && (
        <Chip
          label={t('sheet')}
          value={format.sheet ?? ''}
          options={sheets.map(({ name, rows }) => [name, rows === null ? name : t('sheetRows', { name, rows: formatNumber(rows) })])}
          onChange={(sheet) => read('sheet', sheet)}
        />
      )}
      <Chip
        label={t('into')}
        value={object.key}
        options={kinds.map(({ key, plural }) => [key, label(plural)])}
        onChange={(key) => change.mutate({ object: key })}
      />
      {kind !== 'xlsx' && (
        <Chip
          label={t('encoding')}
          value={format.encoding}
          options={view.encodings.map((one) => [
            one,
            one === format.encoding ? recognised('encoding', one.toUpperCase()) : one.toUpperCase(),
          ])}
          onChange={(encoding) => read('encoding', encoding)}
        />
      )}
      {kind === 'text' && (
        <Chip
          label={t('delimiter')}
          value={format.delimiter}
          options={view.delimiters.map((one) => [one, delimiterNames[one] ? t(delimiterNames[one]) : one])}
          onChange={(delimiter) => read('delimiter', delimiter)}
        />
      )}
      {(kind === 'text' || kind === 'xlsx' || kind === 'xls') && (
        <Chip
          label={t('header')}
          value={String(format.headerRow)}
          options={[...new Set([...headerRows, format.headerRow])].map((row) => [
            String(row),
            row === 0 ? t('noHeader') : row === 1 ? t('firstIsHeader') : t('headerRow', { row }),
          ])}
          onChange={(row) => read('headerRow', Number(row))}
        />
      )}
      <TemplateChip view={view} />
      <TitleFill view={view} object={object} onPlan={onPlan} />
      <span className="end small t3">{t('mapped', { mapped, left: plan.columns.length - mapped })}</span>
    </div>
  )
}
