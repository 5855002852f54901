/**
 * No browser draws a box higher than some ten million pixels, and a million rows are higher. The list is then drawn lower than it is:
 * its first and last stretch in their real size, so that both ends are reached as everywhere, and the middle pressed together.
 */
export type ScrollScale = {
  /** How high the rows are, and how high the box that is drawn for them. */
  readonly real: number
  readonly drawn: number
  /** How much of them is seen at once. */
  readonly view: number
}

export const highestDrawn = 12_000_000
const trueEnds = 200_000

export function scrollScale(real: number, view: number): ScrollScale {
  return { real, drawn: Math.min(real, highestDrawn), view }
}

/** How far down the rows are, for a scroll bar that stands there. */
export function realPlace({ real, drawn, view }: ScrollScale, scrollTop: number): number {
  if (real === drawn) return scrollTop
  const [farthest, lowest] = [real - view, drawn - view]
  if (scrollTop <= trueEnds) return Math.max(0, scrollTop)
  if (scrollTop >= lowest - trueEnds) return farthest - Math.max(0, lowest - scrollTop)
  return trueEnds + ((scrollTop - trueEnds) * (farthest - 2 * trueEnds)) / (lowest - 2 * trueEnds)
}

/** Where the scroll bar stands for rows so far down. */
export function drawnPlace({ real, drawn, view }: ScrollScale, place: number): number {
  if (real === drawn) return place
  const [farthest, lowest] = [real - view, drawn - view]
  if (place <= trueEnds) return Math.max(0, place)
  if (place >= farthest - trueEnds) return lowest - Math.max(0, farthest - place)
  return trueEnds + ((place - trueEnds) * (lowest - 2 * trueEnds)) / (farthest - 2 * trueEnds)
}
