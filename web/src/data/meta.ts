import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { currentLanguage, useLanguage } from '../text/language.ts'
import { type ChoiceMeta, client, type FieldMeta, type Label, type Meta, type ObjectMeta, type Region, showing } from './client.ts'
import { queryClient } from './query-client.ts'

export const metaKey = ['meta'] as const
export type MetaState = Meta

export const metaQuery = queryOptions({
  queryKey: metaKey,
  queryFn: async ({ signal }) => {
    const meta = await client.meta({ signal })
    showing({ workspace: meta.workspace.id, principal: meta.me.principalId })
    return meta
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

/** Workspace, me, objects, choice lists and areas. The frame loads it before it shows anything, so it is always there. */
export function useMeta(): Meta {
  return useSuspenseQuery(metaQuery).data
}

export function currentMeta(): Meta | undefined {
  return queryClient.getQueryData<Meta>(metaKey)
}

export function objectOf(meta: Meta, key: string): ObjectMeta | undefined {
  return meta.objects.find((object) => object.key === key)
}

/** The declaration of one object. It must be one that the reader may read: ask `useObjectIfReadable` where that is open. */
export function useObject(key: string): ObjectMeta {
  const object = objectOf(useMeta(), key)
  if (!object) throw new Error(`No object "${key}" that this reader may read`)
  return object
}

export function useObjectIfReadable(key: string | undefined): ObjectMeta | undefined {
  const meta = useMeta()
  return key === undefined ? undefined : objectOf(meta, key)
}

export function useObjectByRoute(route: string): ObjectMeta | undefined {
  return useMeta().objects.find((object) => object.route === route)
}

/** Objects as people think of them: those of the business first, those of the works behind. */
export function inAreaOrder(meta: Pick<Meta, 'areas' | 'objects'>): ObjectMeta[] {
  const place = (area: string) => meta.areas.findIndex(({ key }) => key === area)
  return meta.objects.toSorted((one, other) => place(one.area) - place(other.area))
}

export function routeOf(objectKey: string): string {
  const object = currentMeta()?.objects.find(({ key }) => key === objectKey)
  if (!object) throw new Error(`No object "${objectKey}" that this reader may read`)
  return object.route
}

const systemFields: readonly FieldMeta[] = (
  [
    ['createdAt', 'dateTime', '创建时间', 'Created'],
    ['createdBy', 'user', '创建人', 'Created by'],
    ['changedAt', 'dateTime', '更新时间', 'Changed'],
    ['changedBy', 'user', '更新人', 'Changed by'],
    ['deletedAt', 'dateTime', '删除时间', 'Deleted'],
  ] as const
).map(([key, kind, zh, en]) => ({
  key,
  kind,
  label: { zh, en },
  required: false,
  readOnly: true,
  unique: false,
  searched: false,
  sortable: kind === 'dateTime',
  filterable: true,
  custom: false,
}))

/** A field by its key; who made and changed a record, and when, are fields of every object. */
export function fieldOf(object: ObjectMeta, key: string): FieldMeta | undefined {
  return object.fields.find((field) => field.key === key) ?? systemFields.find((field) => field.key === key)
}

/** All values of a choice list, in order; the inactive ones too, since records may still hold them. */
export function useChoices(listKey: string | undefined): readonly ChoiceMeta[] {
  const meta = useMeta()
  return (listKey === undefined ? undefined : meta.choices[listKey]) ?? noChoices
}
const noChoices: readonly ChoiceMeta[] = []

export function choiceOf(listKey: string | undefined, key: string): ChoiceMeta | undefined {
  return listKey === undefined ? undefined : currentMeta()?.choices[listKey]?.find((choice) => choice.key === key)
}

/** The label in the language that is shown now. Inside components also call `useLanguage` (or `useLabel`), so that a switch redraws. */
export function labelOf(label: Label): string {
  return (currentLanguage() === 'en' ? label.en : label.zh) || label.zh || label.en
}

export function useLabel(): (label: Label) => string {
  useLanguage()
  return labelOf
}

/** Words inside a sentence: English object names go lower case, "New customer". */
export function inSentence(text: string): string {
  return currentLanguage() === 'en' && /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

const regionsQuery = queryOptions({
  queryKey: ['regions'] as const,
  queryFn: ({ signal }) => client.regions({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

export type RegionIndex = { list: readonly Region[]; byCode: ReadonlyMap<string, Region> }
const regionIndexes = new WeakMap<Region[], RegionIndex>()

/** The tree of regions (GB/T 2260), loaded when first asked for. */
export function useRegions(): RegionIndex | undefined {
  const { data } = useQuery(regionsQuery)
  if (!data) return undefined
  let index = regionIndexes.get(data)
  if (!index) {
    index = { list: data, byCode: new Map(data.map((region) => [region.code, region])) }
    regionIndexes.set(data, index)
  }
  return index
}
