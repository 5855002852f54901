import { useMutation, useQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { client } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { formatDateTime } from '../../design/format.ts'
import { Switch } from '../../design/Switch.tsx'
import { useText } from '../../text/index.ts'
import './feed.css'
import { feedTexts } from './feed-messages.ts'

type Feed = { alarms: boolean; createdAt: string; readAt: string | null }
const key = ['calendar-feed']

/** The secret address under which other programs read one's own calendar: made, shown once, taken away. */
export function CalendarFeed() {
  const t = useText(feedTexts)
  const [url, setUrl] = useState<string | null>(null)
  const { data } = useQuery({ queryKey: key, queryFn: () => client.call<{ feed: Feed | null }>('GET', '/me/calendar-feed'), staleTime: 0 })
  const feed = data?.feed ?? null
  const fresh = () => void queryClient.invalidateQueries({ queryKey: key })
  const onError = (error: unknown) => showToast({ kind: 'failed', text: problemText(error) })
  const make = useMutation({
    mutationFn: () => client.call<{ url: string }>('POST', '/me/calendar-feed', { body: { alarms: feed?.alarms ?? false } }),
    onSuccess: (made) => {
      setUrl(made.url)
      fresh()
    },
    onError,
  })
  const change = useMutation({
    mutationFn: (alarms: boolean) => client.call('PATCH', '/me/calendar-feed', { body: { alarms } }),
    onSuccess: fresh,
    onError,
  })
  const revoke = useMutation({
    mutationFn: () => client.call('DELETE', '/me/calendar-feed'),
    onSuccess: () => {
      setUrl(null)
      fresh()
      showToast({ text: t('revoked') })
    },
    onError,
  })
  if (!data) return null

  return (
    <section className="calendar-feed" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="t2">{t('about')}</p>
      {url && (
        <>
          <div className="row g3">
            <input className="in grow mono" readOnly value={url} aria-label={t('address')} onFocus={(event) => event.target.select()} />
            <Button
              icon={<Copy className="i s" aria-hidden="true" />}
              onClick={() => void navigator.clipboard.writeText(url).then(() => showToast({ text: t('copied'), seconds: 4 }))}
            >
              {t('copy')}
            </Button>
          </div>
          <p className="t3">{t('once')}</p>
        </>
      )}
      {feed && (
        <>
          <p className="t3">
            {feed.readAt ? t('lastRead', { when: formatDateTime(feed.readAt) }) : t('neverRead', { when: formatDateTime(feed.createdAt) })}
          </p>
          <div className="row g3">
            <Switch label={t('alarms')} isOn={feed.alarms} onChange={(isOn) => change.mutate(isOn)} />
            {t('alarms')}
          </div>
        </>
      )}
      <div className="row g3">
        <Button busy={make.isPending && t('making')} onClick={() => make.mutate()}>
          {t(feed ? 'renew' : 'make')}
        </Button>
        {feed && (
          <Button look="danger" onClick={() => revoke.mutate()}>
            {t('revoke')}
          </Button>
        )}
      </div>
    </section>
  )
}
