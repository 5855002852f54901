import { create } from 'qrcode'
import { useMemo } from 'react'

/** The light border that readers need, in modules. */
const quiet = 4

/** Drawn here, in the browser: the secret in it goes nowhere else. Dark on white in every theme, as readers expect. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' })
    const cells = Array.from({ length: modules.size }, (_, row) =>
      Array.from({ length: modules.size }, (_, column) =>
        modules.get(row, column) ? `M${column + quiet} ${row + quiet}h1v1h-1z` : '',
      ).join(''),
    )
    return { size: modules.size + 2 * quiet, path: cells.join('') }
  }, [text])

  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
