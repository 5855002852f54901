import { formatNumber } from '../../../design/format.ts'
import { useText } from '../../../text/index.ts'
import type { ImportResult } from '../import-view.ts'
import { messages } from '../messages.ts'

const none: ImportResult = { created: 0, updated: 0, skipped: 0, rejected: 0, noted: 0, choices: 0, records: 0 }

/** What an import did, in numbers. */
export function Figures({ result: told }: { result: Partial<ImportResult> }) {
  const t = useText(messages)
  const result = { ...none, ...told }
  const figures = [
    [t('created'), result.created, 'ok'],
    [t('updated'), result.updated, ''],
    ...(result.unchanged ? [[t('unchanged'), result.unchanged, ''] as const] : []),
    [t('skipped'), result.skipped, ''],
    [t('rejected'), result.rejected, 'bad'],
    ...(result.choices > 0 ? [[t('choicesMade'), result.choices, ''] as const] : []),
    ...(result.records > 0 ? [[t('recordsMade'), result.records, ''] as const] : []),
  ] as const
  return (
    <dl className="imp-figures">
      {figures.map(([name, value, look]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={value > 0 ? look : 't3'}>{formatNumber(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
