import { currentMeta, useMeta } from './meta.ts'
import { useUpdateMe } from './session.ts'

export type StarredRecord = { object: string; id: string; title: string }

const most = 30

function readStarred(settings: Record<string, unknown> | undefined): StarredRecord[] {
  const kept = settings?.['starred']
  return Array.isArray(kept) ? (kept as StarredRecord[]) : []
}

/** Records somebody marked with a star, newest first: kept with the account, so they are there on every device. */
export function useStarred(): { starred: readonly StarredRecord[]; toggle: (record: StarredRecord) => void } {
  const { me } = useMeta()
  const update = useUpdateMe()
  return {
    starred: readStarred(me.settings),
    toggle: (record) => {
      const settings = currentMeta()?.me.settings
      const starred = readStarred(settings)
      const rest = starred.filter(({ id }) => id !== record.id)
      update.mutate({ settings: { ...settings, starred: rest.length < starred.length ? rest : [record, ...rest].slice(0, most) } })
    },
  }
}
