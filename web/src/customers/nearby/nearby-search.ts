/** What of "nearby" a person would share: around whom, and how far. Without a customer it is around the device. */
export type NearbySearch = { of?: string; km?: number }

export const ranges = [1, 3, 10, 30, 100] as const

export function nearbySearch({ of, km }: Record<string, unknown>): NearbySearch {
  const known = ranges.find((one) => one === Number(km))
  return { ...(typeof of === 'string' && /^[0-9a-f-]{36}$/.test(of) ? { of } : {}), ...(known ? { km: known } : {}) }
}
