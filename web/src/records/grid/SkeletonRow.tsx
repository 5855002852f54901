import type { GridColumn } from './columns.ts'

type SkeletonRowProps = { columns: readonly GridColumn[]; withCheck: boolean; top: number; seed: number }

/** A row that is still being read. It keeps the height and place of the real one. */
export function SkeletonRow({ columns, withCheck, top, seed }: SkeletonRowProps) {
  return (
    <div className="rg-row rg-bars late" aria-hidden="true" style={{ top }}>
      {withCheck && (
        <div className="rg-td rg-check">
          <span className="sk" style={{ width: 14, height: 14 }} />
        </div>
      )}
      {columns.map(({ key, isFigure, width }, at) => (
        <div key={key} className={`rg-td${at === 0 ? ' rg-frozen' : ''}${isFigure ? ' r' : ''}`}>
          <span className="sk" style={{ width: Math.min(width - 24, width * (0.4 + ((seed * 7 + at * 5) % 6) / 12)) }} />
        </div>
      ))}
    </div>
  )
}
