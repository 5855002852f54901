import type { ObjectMeta } from '../../../data/client.ts'
import { useMeta } from '../../../data/meta.ts'
import { formatNumber, formatPercent } from '../../../design/format.ts'
import { useText } from '../../../text/index.ts'
import type { ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { targetName } from '../targets.ts'

/** From here on a field names records by itself, and the suggestion takes it. */
const naming = 0.9

/** What the file itself says of a rule by which rows are known again: whether its values differ, and which rows it passes over. */
export function KeyEvidence({ view, object, keys }: { view: ImportView; object: ObjectMeta; keys: readonly string[] }) {
  const t = useText(messages)
  const meta = useMeta()
  const told = keys.flatMap((key) => {
    const column = view.columns[view.plan.columns.findIndex(({ target }) => target === key)]
    return column === undefined || column.distinctShare === null ? [] : [{ key, filled: column.filled, differ: column.distinctShare }]
  })
  const isWeak = keys.length === 1 && told.every(({ differ }) => differ < naming)
  const sentences = told.flatMap(({ key, filled, differ }) => {
    const field = targetName(meta, object, key)
    const empty = view.rowCount - filled
    return [
      differ === 1
        ? t('keyDiffers', { field })
        : t(isWeak ? 'keyWeak' : keys.length > 1 ? 'keyPart' : 'keyMostly', { field, share: shareText(differ) }),
      ...(empty > 0 ? [t('keyEmpty', { count: formatNumber(empty) })] : []),
    ]
  })
  return (
    <div className={`imp-evidence small ${isWeak ? 'warn' : 't3'}`}>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}

/** Rounded down: 99.97 % is not all of them. */
function shareText(share: number): string {
  return formatPercent(Math.floor(share * 1000) / 10)
}
