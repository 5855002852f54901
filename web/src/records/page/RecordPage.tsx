import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { isProblem, type ObjectMeta, type RecordJson } from '../../data/client.ts'
import { useMeta, useObject } from '../../data/meta.ts'
import { titleOf, useRecord, useRelated } from '../../data/records.ts'
import { formatCount } from '../../design/format.ts'
import { LoadError } from '../../design/states.tsx'
import { media, useMedia } from '../../design/use-media.ts'
import { Page } from '../../frame/Page.tsx'
import { useText } from '../../text/index.ts'
import { VisibleTo } from '../access/VisibleTo.tsx'
import { MergeNotes } from '../duplicates/MergeNotes.tsx'
import { activityModel } from '../timeline/channels.ts'
import { TimelinePane } from '../timeline/TimelinePane.tsx'
import { FactsStrip } from './FactsStrip.tsx'
import { FilesTab } from './FilesTab.tsx'
import { History } from './History.tsx'
import { headingOf } from './header.ts'
import { MissingRecord } from './MissingRecord.tsx'
import { pageTexts } from './messages.ts'
import { PageActions, PhoneActions, PhoneTools } from './PageActions.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'
import { type PageTab, PageTabs } from './PageTabs.tsx'
import { PhoneComposer } from './PhoneComposer.tsx'
import { PhonePlace } from './PhonePlace.tsx'
import './page.css'
import { Profile } from './Profile.tsx'
import { pageFields } from './profile.ts'
import { RecordHeader } from './RecordHeader.tsx'
import { RelatedColumn } from './RelatedColumn.tsx'
import { RelatedTab } from './RelatedTab.tsx'
import { type Relation, relationsOf } from './related.ts'
import { StaleDialog } from './StaleDialog.tsx'
import { specialsOf } from './specials.ts'
import { usePageEdit } from './use-page-edit.ts'
import { usePageKeys } from './use-page-keys.ts'
import { WalkControl } from './WalkControl.tsx'
import { useWalk } from './walk.ts'

/** The page of one record: who it is, what is known, what happened, and what belongs to it. */
export function RecordPage({ object: key, id }: { object: string; id: string }) {
  const object = useObject(key)
  const { tab } = useSearch({ from: '/frame/$route/$id' })
  const found = useWalk(key, id)
  const isPhone = useMedia(media.phone)
  const { data: record, error, refetch } = useRecord(key, id, { fields: pageFields(object) })
  const crumbs = found ? [{ label: found.walk.title, href: found.walk.href }] : []

  if (!record)
    return (
      <Page object={object} title="">
        {isProblem(error) && error.status === 404 ? (
          <MissingRecord object={object} id={id} />
        ) : error ? (
          <LoadError error={error} onRetry={() => void refetch()} />
        ) : (
          <PageSkeleton />
        )}
      </Page>
    )
  return (
    <Page
      object={object}
      crumbs={crumbs}
      title={titleOf(key, record)}
      place={isPhone ? <PhonePlace object={object} id={id} /> : <WalkControl object={object} id={id} tab={tab} />}
      tools={isPhone && <PhoneTools object={object} record={record} title={titleOf(key, record)} />}
    >
      <Loaded object={object} record={record} tab={tab} />
    </Page>
  )
}

function Loaded({ object, record, tab }: { object: ObjectMeta; record: RecordJson; tab: string | undefined }) {
  const meta = useMeta()
  const navigate = useNavigate()
  const isPhone = useMedia(media.phone)
  const isNarrow = useMedia(media.narrow)
  const { data } = useRelated(object.key, record.id)
  const [editing, setEditing] = useState<string | null>(null)
  const edit = usePageEdit(object, record, editing)
  const relations = relationsOf(meta, data?.related ?? [])
  const title = titleOf(object.key, record)
  const hasTimeline = isWorkedOn(
    object,
    meta.objects.find(({ key }) => key === 'activity'),
  )
  const specials = specialsOf(object.key)
  const hasGraph = specials.Graph !== undefined && !record.deletedAt
  const tabs = useTabs(relations, { hasTimeline, hasGraph, isPhone, isNarrow })
  const current = tabs.some(({ key }) => key === tab) ? (tab ?? '') : (tabs[0]?.key ?? '')
  const hasRight = !isNarrow && (relations.length > 0 || specials.Side !== undefined)

  function choose(key: string): void {
    void navigate({ to: '.', search: (old: { tab?: string }) => ({ ...old, tab: key }), replace: true })
  }

  const { compose, startCompose } = usePageKeys({
    object,
    record,
    title,
    relations,
    hasTimeline,
    onEdit: setEditing,
    showTimeline: () => choose(isPhone ? 'timeline' : 'overview'),
  })
  const actions = { object, record, title, relations, hasTimeline, onCompose: startCompose }
  const relation = relations.find(({ key }) => key === current)
  const profile = <Profile object={object} record={record} edit={edit} editing={editing} onEditing={setEditing} />
  const side = specials.Side && (
    <Suspense>
      <specials.Side object={object} record={record} />
    </Suspense>
  )
  const related = (
    <>
      {!specials.isSideLast && side}
      <RelatedColumn object={object} record={record} relations={relations} onOpenAll={({ key }) => choose(key)}>
        {specials.isSideLast && side}
      </RelatedColumn>
    </>
  )

  return (
    <>
      <div className="rec">
        <header className="rec-h">
          <RecordHeader object={object} record={record} title={title} actions={isPhone ? null : <PageActions {...actions} />} />
          {isPhone && <PhoneActions {...actions} />}
          {specials.Path && (
            <Suspense>
              <specials.Path object={object} record={record} />
            </Suspense>
          )}
          <FactsStrip object={object} record={record} without={besideName(object, record)} />
        </header>
        <MergeNotes object={object} id={record.id} />
        <PageTabs
          tabs={tabs}
          current={current}
          onChoose={choose}
          label={title}
          end={!isPhone && <VisibleTo object={object} id={record.id} title={title} />}
        />
        <div
          className={current === 'overview' ? 'tri-holder' : 'tabpane'}
          id="tab-panel"
          role="tabpanel"
          aria-labelledby={`tab-${current}`}
        >
          {current === 'overview' && (
            <div className={`tri${hasTimeline ? (hasRight ? '' : ' no-right') : hasRight ? ' main-right' : ' alone'}`}>
              <section className={hasTimeline ? 'l' : 'wide-profile'}>{profile}</section>
              {hasTimeline && (
                <section>
                  <TimelinePane object={object} record={record} compose={compose} withComposer />
                </section>
              )}
              {hasRight && <section className="rr">{related}</section>}
            </div>
          )}
          {current === 'timeline' && <TimelinePane object={object} record={record} compose={compose} withComposer={!isPhone} />}
          {current === 'details' && profile}
          {current === 'related' && related}
          {current === 'files' && <FilesTab object={object} record={record} />}
          {current === 'graph' && specials.Graph && (
            <Suspense>
              <specials.Graph key={record.id} object={object} record={record} />
            </Suspense>
          )}
          {current === 'history' && <History object={object} record={record} edit={edit} />}
          {relation && <RelatedTab key={relation.key} object={object} record={record} title={title} relation={relation} />}
        </div>
      </div>
      {isPhone && hasTimeline && <PhoneComposer object={object} record={record} call={compose} onOpen={() => startCompose()} />}
      {edit.stale && <StaleDialog object={object} title={title} stale={edit.stale} onResolve={edit.resolve} />}
    </>
  )
}

function besideName(object: ObjectMeta, record: RecordJson): string[] {
  const { level, status } = headingOf(object, record)
  return [level, status].flatMap((field) => (field ? [field.key] : []))
}

/** Follow-ups are written on what somebody works on: customers, people, and whatever of the business has an owner. */
function isWorkedOn(object: ObjectMeta, activity: ObjectMeta | undefined): boolean {
  if (!activity || activity.key === object.key) return false
  const points = (to: string) => activity.fields.some((field) => field.kind === 'reference' && field.to === to)
  const isOwned = object.fields.some((field) => field.key === 'owner') && object.area !== 'platform'
  return points(object.key) || (points('any') && isOwned)
}

type Shape = { hasTimeline: boolean; hasGraph: boolean; isPhone: boolean; isNarrow: boolean }

function useTabs(relations: readonly Relation[], { hasTimeline, hasGraph, isPhone, isNarrow }: Shape): PageTab[] {
  const t = useText(pageTexts)
  const meta = useMeta()
  const hasFiles = meta.objects.some(({ key }) => key === 'file') && activityModel(meta) !== undefined
  const filled = relations.filter(({ list }) => list.count.count > 0)
  return [
    ...(isPhone
      ? [...(hasTimeline ? [{ key: 'timeline', label: t('timeline') }] : []), { key: 'details', label: t('details') }]
      : [{ key: 'overview', label: t('overview') }]),
    ...(isNarrow ? [{ key: 'related', label: t('related') }] : []),
    ...filled.map(({ key, heading, list }) => ({ key, label: heading, count: formatCount(list.count) })),
    ...(hasFiles ? [{ key: 'files', label: t('files') }] : []),
    ...(hasGraph ? [{ key: 'graph', label: t('graph') }] : []),
    { key: 'history', label: t('history') },
  ]
}
