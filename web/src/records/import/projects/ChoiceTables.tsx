import { useState } from 'react'
import { useLabel } from '../../../data/meta.ts'
import { Button } from '../../../design/Button.tsx'
import { emptyMark, formatNumber } from '../../../design/format.ts'
import { useText } from '../../../text/index.ts'
import type { ReconciledChoice } from './api.ts'
import { messages } from './messages.ts'

const shownAtFirst = 8

/** How often each value of a list stands in the file and in the records. */
export function ChoiceTables({ choices }: { choices: readonly ReconciledChoice[] }) {
  return (
    <div className="imp-choices">
      {choices.map((choice) => (
        <ChoiceTable key={choice.field} choice={choice} />
      ))}
    </div>
  )
}

function ChoiceTable({ choice }: { choice: ReconciledChoice }) {
  const t = useText(messages)
  const label = useLabel()
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? choice.values : choice.values.slice(0, shownAtFirst)
  const hidden = choice.values.length - shown.length
  return (
    <div>
      <table className="plain">
        <thead>
          <tr>
            <th>{label(choice.label)}</th>
            <th className="r" style={{ width: 80 }}>
              {t('inFile')}
            </th>
            <th className="r" style={{ width: 80 }}>
              {t('inRecords')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ value, label: name, source, taken, result }) => (
            <tr key={value}>
              <td title={label(name)}>{label(name)}</td>
              <td className="r">{formatNumber(source)}</td>
              <td className={`r ${result !== null && result !== taken ? 'warn' : ''}`}>
                {result === null ? emptyMark : formatNumber(result)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <Button look="text" size="sm" onClick={() => setWhole(true)}>
          {t('moreValues', { count: formatNumber(hidden) })}
        </Button>
      )}
    </div>
  )
}
