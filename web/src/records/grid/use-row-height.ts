import { useLayoutEffect, useState } from 'react'
import { useAppearance } from '../../design/appearance.ts'

/** Height of a row as tokens.css has it now: 28, 34 or 44 by density, 48 on touch screens. */
export function useRowHeight(): number {
  const { density } = useAppearance()
  const [height, setHeight] = useState(read)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the token changes with the density
  useLayoutEffect(() => setHeight(read()), [density])
  return height
}

function read(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row-h')) || 34
}
