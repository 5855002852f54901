import { useEffect, useState } from 'react'
import type { Filter, ObjectMeta, RecordJson } from '../../data/client.ts'
import { useObject } from '../../data/meta.ts'
import { useList, useSearch } from '../../data/records.ts'
import { recentPicks } from './recent-picks.ts'

/** A record that can be picked, with the line that tells two of the same name apart. */
export type Pick = { id: string; title: string; subtitle: string | null; isRecent?: boolean }

const pause = 150
const most = 20

/** The text once typing has paused, so that not every letter asks the server. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), text === '' ? 0 : pause)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}

/**
 * What a picker offers: before anything is typed, what was picked lately and then the records of `filter` (or the newest); afterwards what
 * the search finds by name, pinyin, initials or number. Objects without search are narrowed by a part of their title.
 */
export function usePicks(object: string, query: string, { filter, isOpen }: { filter: Filter | undefined; isOpen: boolean }) {
  const declared = useObject(object)
  const text = usePaused(query.trim())
  const isSearched = declared.fields.some((field) => field.searched)
  const bySearch = text !== '' && isSearched
  const search = useSearch(text, { objects: [object], limit: most, enabled: isOpen && bySearch })
  const list = useList(
    object,
    { ...listQuery(declared, text, filter), fields: pickFields(declared), limit: most },
    { enabled: isOpen && !bySearch },
  )

  const found = bySearch ? (search.data?.results ?? []) : list.records.map((record) => pickOf(declared, record))
  const recent = text === '' && !filter ? recentPicks(object).map((pick) => ({ ...pick, subtitle: null, isRecent: true })) : []
  const known = new Set(recent.map((pick) => pick.id))
  const picks: Pick[] = [
    ...recent,
    ...found.filter((pick) => !known.has(pick.id)).map(({ id, title, subtitle }) => ({ id, title, subtitle })),
  ]
  const read = bySearch
    ? { isPending: search.isPending || search.isPlaceholderData, error: search.error }
    : { isPending: list.isPending || list.isStale, error: list.error }
  return { picks, error: read.error, isPending: text !== query.trim() || (read.isPending && !read.error) }
}

function listQuery(object: ObjectMeta, text: string, filter: Filter | undefined) {
  const parts: Filter[] = [
    ...(filter ? [filter] : []),
    ...(text === '' ? [] : [{ field: object.title, op: 'contains' as const, value: text }]),
  ]
  const [first] = parts
  return {
    sort: text === '' && !filter ? ['-changedAt'] : object.list.sort,
    ...(first ? { filter: parts.length === 1 ? first : { all: parts } } : {}),
  }
}

/** The title, and one more field that tells records of the same name apart: a number, else where it belongs, else an address. */
function pickFields(object: ObjectMeta): string[] {
  const byKind = (...kinds: string[]) => object.fields.find((field) => kinds.includes(field.kind) && field.key !== object.title)
  const second = byKind('autoNumber') ?? byKind('reference') ?? byKind('email')
  return second ? [object.title, second.key] : [object.title]
}

function pickOf(object: ObjectMeta, record: RecordJson): Pick {
  const [, second] = pickFields(object)
  const value = second === undefined ? null : record[second]
  const subtitle =
    typeof value === 'object' && value !== null && 'title' in value ? String(value.title) : typeof value === 'string' ? value : null
  const title = record[object.title]
  return { id: record.id, title: typeof title === 'string' && title !== '' ? title : record.id, subtitle }
}
