import { type InfiniteData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { client, type Notification, type NotificationKind } from './client.ts'
import { problemText } from './problems.ts'
import { queryClient } from './query-client.ts'
import { showToast } from './toasts.ts'

const root = ['notifications'] as const
const unreadKey = [...root, 'unread'] as const
const listKey = [...root, 'list'] as const

export type NotificationFilter = { kind?: NotificationKind | undefined; unread?: boolean | undefined }
type Page = { notifications: Notification[]; next: string | null }

/** How many I have not read; 100 stands for more than 99. */
export function useUnread(): number {
  return useQuery({ queryKey: unreadKey, queryFn: ({ signal }) => client.notifications.unread({ signal }) }).data?.unread ?? 0
}

export function useNotifications(filter: NotificationFilter) {
  return useInfiniteQuery({
    queryKey: [...listKey, filter],
    queryFn: ({ pageParam, signal }) =>
      client.notifications.list({ ...filter, limit: 30, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }: Page) => next ?? undefined,
  })
}

/** Read, or unread again: at once on the screen, and put right by the next answer if the server refuses. */
export function useMarkRead() {
  return useMutation({
    mutationFn: (what: { ids?: readonly string[]; kind?: NotificationKind | undefined; unread?: boolean }) =>
      client.notifications.markRead(what),
    onMutate: ({ ids, kind, unread = false }) => {
      const fits = (one: Notification) => (ids ? ids.includes(one.id) : kind === undefined || one.kind === kind)
      queryClient.setQueriesData<InfiniteData<Page>>(
        { queryKey: listKey },
        (known) =>
          known && {
            ...known,
            pages: known.pages.map((page) => ({
              ...page,
              notifications: page.notifications.map((one) => (fits(one) ? { ...one, read: !unread } : one)),
            })),
          },
      )
    },
    onSuccess: (answer) => queryClient.setQueryData(unreadKey, answer),
    onError: (error) => {
      showToast({ kind: 'failed', text: problemText(error) })
      rereadNotifications()
    },
  })
}

/** The live stream says that something was told or read. */
export function rereadNotifications(): void {
  void queryClient.invalidateQueries({ queryKey: root })
}
