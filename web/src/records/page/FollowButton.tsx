import { useMutation, useQuery } from '@tanstack/react-query'
import { BellPlus, BellRing } from 'lucide-react'
import { recordKeys } from '../../data/cache.ts'
import { client, type Followers } from '../../data/client.ts'
import { routeOf } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { showToast } from '../../data/toasts.ts'
import { formatList } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { pageTexts } from './messages.ts'

/** To be told of what happens here, or no more; says who else is. */
export function FollowButton({ object, id }: { object: string; id: string }) {
  const t = useText(pageTexts)
  const key = recordKeys.of(object, 'followers', id)
  const { data } = useQuery({ queryKey: key, queryFn: ({ signal }) => client.records(routeOf(object)).followers(id, { signal }) })
  const follow = useMutation({
    mutationFn: (isFollowing: boolean) => client.records(routeOf(object)).follow(id, isFollowing),
    onMutate: (following) => queryClient.setQueryData<Followers>(key, (known) => known && { ...known, following }),
    onSuccess: (followers) => queryClient.setQueryData(key, followers),
    onError: (error) => {
      void queryClient.invalidateQueries({ queryKey: key })
      showToast({ kind: 'failed', text: problemText(error) })
    },
  })
  const isFollowing = data?.following === true
  const Drawn = isFollowing ? BellRing : BellPlus
  const words = t(isFollowing ? 'unfollow' : 'follow')
  const others = data?.followers.map(({ title }) => title) ?? []
  const who = others.length > 0 ? `\n${t('followers', { count: others.length, names: formatList(others) })}` : ''
  return (
    <button
      type="button"
      className={`ib sm star${isFollowing ? ' following' : ''}`}
      aria-pressed={isFollowing}
      aria-label={words}
      title={`${words}${who}`}
      disabled={!data}
      onClick={() => follow.mutate(!isFollowing)}
    >
      <Drawn className="i s" aria-hidden="true" />
    </button>
  )
}
