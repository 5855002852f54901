import { useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { type ComposeCall, Composer } from './Composer.tsx'
import { activityModel } from './channels.ts'
import { Planned } from './Planned.tsx'
import { RhythmStrip } from './RhythmStrip.tsx'
import { Timeline } from './Timeline.tsx'
import './timeline.css'

type Props = { object: ObjectMeta; record: RecordJson; compose: ComposeCall | null; withComposer: boolean }

/** The middle of a record page: write down what was said, see the rhythm, read what happened. */
export function TimelinePane({ object, record, compose, withComposer }: Props) {
  const model = activityModel(useMeta())
  const [kind, setKind] = useState<string>()
  const [week, setWeek] = useState<string>()
  function showAll(): void {
    setKind(undefined)
    setWeek(undefined)
  }

  return (
    <>
      {withComposer && model?.object.may.create && !record.deletedAt && (
        <Composer model={model} object={object} record={record} call={compose} />
      )}
      {model && <Planned model={model} object={object} record={record} />}
      <RhythmStrip object={object.key} id={record.id} kind={kind} onKind={setKind} week={week} onWeek={setWeek} />
      <Timeline object={object} id={record.id} kind={kind} week={week} onShowAll={showAll} />
    </>
  )
}
