import './first-steps.css'
import { useQuery } from '@tanstack/react-query'
import { Check, ChevronDown, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { firstSteps, isGuideWanted } from '../data/first-steps.ts'
import { useMeta } from '../data/meta.ts'
import { useUpdateMe } from '../data/session.ts'
import { showToast } from '../data/toasts.ts'
import { Button } from '../design/Button.tsx'
import { PlaceLink } from '../design/PlaceLink.tsx'
import { media, useMedia } from '../design/use-media.ts'
import { openOverlay } from '../frame/overlay.ts'
import { SampleData } from '../records/list/SampleData.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

type StepKey = 'customers' | 'colleagues' | 'pipeline' | 'ownCustomer' | 'followUp' | 'opportunity' | 'finder' | 'mail'

/** What a newcomer does first, ticked by what is there. It goes when all is done or when it is put away, and comes back from the settings. */
export function FirstSteps() {
  const t = useText(messages)
  const { me } = useMeta()
  const isPhone = useMedia(media.phone)
  const update = useUpdateMe()
  const [isWhole, setWhole] = useState(false)
  const wanted = isGuideWanted(me.settings)
  const { data: steps } = useQuery({ ...firstSteps, enabled: wanted !== false })
  const shown = steps?.filter((step): step is { key: StepKey; done: boolean } => step.key in parts) ?? []
  const open = shown.filter(({ done }) => !done)
  const isOver = open.every(({ key }) => parts[key].isOptional)
  if (wanted === false || shown.length === 0 || (isOver && wanted === undefined)) return null

  function hide(): void {
    update.mutate({ settings: { firstSteps: 'hidden' } })
    showToast({
      text: t('guideHidden'),
      action: { label: t('guideBack'), keys: 'undo', run: () => update.mutate({ settings: { firstSteps: wanted ? 'shown' : null } }) },
    })
  }

  const folds = isPhone && open.length > 0
  const listed = folds && !isWhole ? open.slice(0, 1) : shown
  return (
    <section className="first-steps" aria-label={t('guide')}>
      <header>
        <h3>{t('guide')}</h3>
        <span className="bar" aria-hidden="true">
          <i style={{ width: `${(100 * (shown.length - open.length)) / shown.length}%` }} />
        </span>
        <span className="t3 small">{t('guideDone', { done: shown.length - open.length, count: shown.length })}</span>
        <button type="button" className="ib sm end" title={t('guideHide')} aria-label={t('guideHide')} onClick={hide}>
          <X className="i s" aria-hidden="true" />
        </button>
      </header>
      <ol>
        {listed.map(({ key, done }) => (
          <li key={key} data-done={done || undefined} data-next={key === open[0]?.key || undefined}>
            <span className="mark" aria-hidden="true">
              {done && <Check className="i s" />}
            </span>
            <div>
              <b>{t(`${key}Step`)}</b>
              <span className="visually-hidden">{t(done ? 'stepDone' : 'stepOpen')}</span>
              <small>{t(`${key}About`)}</small>
              {!done && <StepWays step={key} isNext={key === open[0]?.key} />}
            </div>
          </li>
        ))}
      </ol>
      {folds && (
        <Button
          size="sm"
          look="text"
          icon={<ChevronDown className={`i s${isWhole ? ' up' : ''}`} aria-hidden="true" />}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {t(isWhole ? 'guideLess' : 'guideAll', { count: shown.length })}
        </Button>
      )}
    </section>
  )
}

const parts: Readonly<Record<StepKey, { isOptional?: boolean }>> = {
  customers: {},
  colleagues: {},
  pipeline: {},
  ownCustomer: {},
  followUp: {},
  opportunity: {},
  finder: {},
  // Whoever runs the server may not be who reads this.
  mail: { isOptional: true },
}

/** How the step is gone, as far as there is a way inside the app. */
function StepWays({ step, isNext }: { step: StepKey; isNext: boolean }): ReactNode {
  const t = useText(messages)
  const { objects } = useMeta()
  const routeOf = (key: string) => objects.find((object) => object.key === key)?.route ?? ''
  const main = `btn sm${isNext ? ' pri' : ''}`
  switch (step) {
    case 'customers':
      return (
        <div className="ways">
          <PlaceLink className={main} href="/imports/new?object=account">
            {t('importCustomers')}
          </PlaceLink>
          <PlaceLink className="btn sm" href={`/${routeOf('account')}/new`}>
            {t('newCustomer')}
          </PlaceLink>
          <SampleData />
        </div>
      )
    case 'colleagues':
      return <Way className={main} href="/settings/organisation" text={t('inviteColleagues')} />
    case 'pipeline':
      return <Way className={main} href="/settings/pipelines" text={t('openPipelines')} />
    case 'ownCustomer':
      return <Way className={main} href={`/${routeOf('account')}/new`} text={t('newCustomer')} />
    case 'followUp':
      return (
        <Way
          className={main}
          href={`/${routeOf(objects.some(({ key }) => key === 'account') ? 'account' : 'activity')}`}
          text={t('openCustomers')}
        />
      )
    case 'opportunity':
      return <Way className={main} href={`/${routeOf('opportunity')}/new`} text={t('newOpportunity')} />
    case 'finder':
      return (
        <div className="ways">
          <Button size="sm" look={isNext ? 'primary' : 'plain'} keys="Mod+K" onClick={() => openOverlay('palette')}>
            {t('openFinder')}
          </Button>
        </div>
      )
    case 'mail':
      return null
  }
}

function Way({ className, href, text }: { className: string; href: string; text: string }) {
  return (
    <div className="ways">
      <PlaceLink className={className} href={href}>
        {text}
      </PlaceLink>
    </div>
  )
}
