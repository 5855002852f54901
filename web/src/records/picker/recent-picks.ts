import type { RecordLink } from '../../data/client.ts'
import { currentMeta } from '../../data/meta.ts'

const most = 6

/** Per person: two people may share a browser, and what one picked is not for the other to see. */
function keyOf(object: string): string {
  return `guanxi.picks.${currentMeta()?.me.principalId ?? ''}.${object}`
}

export function recentPicks(object: string): RecordLink[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(object)) ?? '[]') as RecordLink[]
  } catch {
    return []
  }
}

export function rememberPick(object: string, { id, title }: RecordLink): void {
  try {
    const picks = [{ id, title }, ...recentPicks(object).filter((pick) => pick.id !== id)].slice(0, most)
    localStorage.setItem(keyOf(object), JSON.stringify(picks))
  } catch {
    // Without storage there is no list of recent picks, and nothing else is lost.
  }
}
