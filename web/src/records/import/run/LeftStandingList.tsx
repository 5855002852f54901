import { CircleCheck } from 'lucide-react'
import { useLabel, useMeta } from '../../../data/meta.ts'
import { Button } from '../../../design/Button.tsx'
import { PlaceLink } from '../../../design/PlaceLink.tsx'
import { LoadError } from '../../../design/states.tsx'
import { useText } from '../../../text/index.ts'
import { useLeftStanding } from '../api.ts'
import type { ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'

/** What the undo did not take back, and why: people went on working with it. */
export function LeftStandingList({ view }: { view: ImportView }) {
  const t = useText(messages)
  const label = useLabel()
  const { objects } = useMeta()
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useLeftStanding(view.id, true)
  const kept = data?.pages.flatMap((page) => page.kept) ?? []
  if (error && kept.length === 0) return <LoadError error={error} onRetry={() => void refetch()} />
  if (isPending) return null
  if (kept.length === 0)
    return (
      <p className="row g3 t2" style={{ marginTop: 16 }}>
        <CircleCheck className="i s ok" aria-hidden="true" />
        {t('allTakenBack')}
      </p>
    )
  return (
    <section className="imp-rejected" aria-label={t('leftStanding')}>
      <h3>{t('leftStanding')}</h3>
      <table className="plain">
        <thead>
          <tr>
            <th>{t('record')}</th>
            <th style={{ width: 180 }}>{t('field')}</th>
            <th style={{ width: '44%' }}>{t('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {kept.map(({ position, object, id, title, field, fieldLabel, detail }) => (
            <tr key={position}>
              <td className="k">
                <PlaceLink href={`/${objects.find(({ key }) => key === object)?.route ?? ''}/${id}`} className="link">
                  {title}
                </PlaceLink>
              </td>
              <td>{fieldLabel ? label(fieldLabel) : field}</td>
              <td title={detail}>{detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <Button size="sm" className="more" busy={isFetchingNextPage && t('moreRows')} onClick={() => void fetchNextPage()}>
          {t('moreRows')}
        </Button>
      )}
    </section>
  )
}
