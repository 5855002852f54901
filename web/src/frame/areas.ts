import { useMatches } from '@tanstack/react-router'
import type { Meta, ObjectMeta } from '../data/client.ts'
import { useMeta } from '../data/meta.ts'

export type Area = { key: string; label: { zh: string; en: string }; icon: string; objects: ObjectMeta[] }

/** Objects of the works, not of the business: they are reached through the settings. */
const settingsAreas = new Set(['platform', 'settings'])
/** Reached through the settings, or through the records that they link: no list of their own in the panel. */
const unlisted = new Set(['pipeline', 'stage', 'accountContact'])
/** What stands beside customers and deals: reached from their pages, and listed behind the daily ones. */
const seldomListed = new Set(['relation', 'accountAddress', 'externalFact', 'consent', 'productCategory'])
let lastArea = 'customers'

/** Has a list of its own in the panel of its area. */
export function isListed(object: ObjectMeta): boolean {
  return !object.internal && !unlisted.has(object.key)
}

export function isSeldom(object: ObjectMeta): boolean {
  return seldomListed.has(object.key)
}

export function objectsOf(meta: Meta, area: string): ObjectMeta[] {
  return meta.objects.filter((object) => object.area === area && isListed(object))
}

/** Areas of the rail: only those in which there is something for this reader. */
export function useAreas(): Area[] {
  const meta = useMeta()
  return meta.areas
    .filter(({ key }) => !settingsAreas.has(key) && key !== 'home')
    .map((area) => ({ ...area, objects: objectsOf(meta, area.key) }))
    .filter(({ objects }) => objects.length > 0)
}

/** Whoever sees deals or activities can see how they stand. */
export function useHasAnalysis(): boolean {
  return useMeta().objects.some(({ key }) => key === 'opportunity' || key === 'activity')
}

/** `home`, `analysis`, `settings`, or the key of the area whose object is open. Imports and the recycle bin belong to the area one came from. */
export function useCurrentArea(): string {
  const meta = useMeta()
  const place = useMatches({
    select: (matches) => {
      const last = matches.at(-1)
      const params = (last?.params ?? {}) as { route?: string }
      return params.route ? `object:${params.route}` : (last?.pathname ?? '/')
    },
  })
  if (place === '/') return 'home'
  if (place.startsWith('/analysis')) return 'analysis'
  if (place.startsWith('/settings')) return 'settings'
  if (place.startsWith('object:')) {
    const object = meta.objects.find(({ route }) => `object:${route}` === place)
    if (object) lastArea = settingsAreas.has(object.area) ? 'settings' : object.area
  }
  return lastArea
}
