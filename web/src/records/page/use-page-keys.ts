import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { inSentence, useLabel } from '../../data/meta.ts'
import { useCommands } from '../../frame/commands.ts'
import { useKeys } from '../../frame/keys.ts'
import { useText } from '../../text/index.ts'
import type { ComposeCall } from '../timeline/Composer.tsx'
import { waysToReach } from './header.ts'
import { pageTexts } from './messages.ts'
import { editableKeys } from './Profile.tsx'
import { linkedValues, type Relation } from './related.ts'

type Options = {
  object: ObjectMeta
  record: RecordJson
  title: string
  relations: readonly Relation[]
  hasTimeline: boolean
  onEdit: (field: string | null) => void
  showTimeline: () => void
}

/** Keys of a record page, the same things as commands in ⌘K, and the call that opens the composer. */
export function usePageKeys({ object, record, title, relations, hasTimeline, onEdit, showTimeline }: Options) {
  const t = useText(pageTexts)
  const label = useLabel()
  const navigate = useNavigate()
  const [compose, setCompose] = useState<ComposeCall | null>(null)
  const { phone } = waysToReach(object, record)
  const opportunity = relations.find((relation) => relation.object.key === 'opportunity' && relation.object.may.create)
  const isOpen = !record.deletedAt

  function startCompose(kind?: string): void {
    showTimeline()
    setCompose((last) => ({ kind, call: (last?.call ?? 0) + 1 }))
  }

  function create(relation: Relation): void {
    void navigate({
      to: '/$route/new',
      params: { route: relation.object.route },
      search: { initial: linkedValues(object, record, relation.object, relation.field.key) },
    })
  }

  const log = { keys: 'l', label: t('logActivity'), run: () => startCompose() }
  const visit = { keys: 'v', label: t('logVisit'), run: () => startCompose('visit') }
  const dial = phone === undefined ? [] : [{ keys: 'd', label: t('call'), run: () => location.assign(telephone(phone)) }]
  const make = opportunity
    ? [{ keys: 'o', label: t('new', { object: inSentence(label(opportunity.object.label)) }), run: () => create(opportunity) }]
    : []
  const edit =
    object.may.update && isOpen ? [{ keys: 'e', label: t('editFirst'), run: () => onEdit(editableKeys(object, record)[0] ?? null) }] : []
  const keys = [...(hasTimeline && isOpen ? [log, visit] : []), ...dial, ...(isOpen ? make : []), ...edit]
  useKeys(t('keysOfPage'), keys)
  useCommands(
    t('forThis', { title }),
    keys.map((one) => ({ id: `page-${one.keys}`, label: one.label, keys: one.keys.toUpperCase(), run: one.run })),
  )
  return { compose, startCompose }
}

export function telephone(number: string): string {
  return `tel:${number.replaceAll(/[^\d+]/g, '')}`
}
