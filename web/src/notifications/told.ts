import type { Meta, Notification } from '../data/client.ts'
import { choiceOf, fieldOf, inSentence, labelOf, objectOf } from '../data/meta.ts'
import { formatDateTime, formatNumber } from '../design/format.ts'
import type { Translate } from '../text/use-text.ts'
import type { messages } from './messages.ts'

const mostFields = 3
const opened = { finder: 'clashAsked', holder: 'clashOfYours', manager: 'clashToDecide' } as const
const clashEnds = { share: 'clashShared', both: 'clashBothStay' } as const

/** What happened, as the sentence after who did it. */
export function whatHappened(one: Notification, meta: Meta, t: Translate<typeof messages>): string {
  const object = one.record ? objectOf(meta, one.record.object) : undefined
  const name = object ? inSentence(labelOf(object.label)) : ''
  switch (one.kind) {
    case 'mentioned':
      return t('didMention')
    case 'answered':
      return t('didAnswer')
    case 'assigned':
      if ((one.count ?? 1) > 1)
        return t('didAssignMany', { count: formatNumber(one.count ?? 1), object: object ? inSentence(labelOf(object.plural)) : '' })
      return object?.key === 'activity'
        ? t('didPlan', { kind: inSentence(labelOf(choiceOf('activity-type', 'task')?.label ?? object.label)) })
        : t('didAssign', { object: name })
    case 'changed':
      return one.about || one.fields.length === 0
        ? t(one.about ? 'didCreate' : 'didChangeSome', { object: name })
        : t('didChange', { fields: fieldNames(one, meta, t) })
    case 'due':
      if (one.details.start) return t('isStarting', { when: formatDateTime(one.details.start) })
      return t('isDue', { when: formatDateTime(one.details.due ?? one.at) })
    case 'overdue':
      return t('isOverdue', { when: formatDateTime(one.details.due ?? one.at) })
    case 'returning': {
      const of = one.details.of ? objectOf(meta, one.details.of) : undefined
      const told = { object: of ? inSentence(labelOf(of.plural)) : '', when: formatDateTime(one.details.due ?? one.at) }
      if (one.details.returned) return t('haveReturned', { ...told, count: formatNumber(one.details.returned) })
      return one.record ? t('isReturning', told) : t('areReturning', { ...told, count: formatNumber(one.details.returning ?? 1) })
    }
    case 'clash': {
      const { as, what, title } = one.details.clash ?? { as: 'manager', what: 'opened', title: '' }
      if (what === 'met') return t('clashMet', { title })
      if (what === 'opened') return t(opened[as], { title })
      return t(
        what === 'keep' || what === 'hand' ? ((what === 'keep') === (as === 'holder') ? 'clashYours' : 'clashTheirs') : clashEnds[what],
        { title },
      )
    }
    case 'job':
      return t(one.details.status === 'done' ? 'jobDone' : 'jobFailed', { title: one.details.title ? labelOf(one.details.title) : '' })
  }
}

function fieldNames({ record, fields }: Notification, meta: Meta, t: Translate<typeof messages>): string {
  const object = record ? objectOf(meta, record.object) : undefined
  const names = fields.flatMap((key) => (object ? (fieldOf(object, key) ?? []) : [])).map(({ label }) => inSentence(labelOf(label)))
  const shown = names.slice(0, mostFields).join(t('comma'))
  return names.length > mostFields ? t('andMore', { fields: shown, count: names.length }) : shown
}

/** Where it happened: the customer, then what was written or is to be done there. */
export function whereItHappened(one: Notification, meta: Meta, t: Translate<typeof messages>): string {
  if (one.kind === 'job') {
    const object = one.details.object ? objectOf(meta, one.details.object) : undefined
    const count = one.details.done ? t('jobCount', { count: formatNumber(one.details.done) }) : ''
    return [object ? labelOf(object.plural) : '', count].filter(Boolean).join(' · ')
  }
  if ((one.count ?? 1) > 1) return ''
  return [one.about?.title, one.record?.title].filter(Boolean).join(' · ')
}

/** The address that it leads to; the record one works on rather than the note on it. */
export function leadsTo(one: Notification, meta: Meta): string | undefined {
  if (one.kind === 'job') {
    const { jobKind, subject, object } = one.details
    if (jobKind === 'export') return '/exports'
    if (jobKind === 'import' && subject) return `/imports/${subject}`
    if (jobKind === 'importProject' && subject) return `/imports/projects/${subject}`
    const route = object ? objectOf(meta, object)?.route : undefined
    return route && `/${route}`
  }
  // Whoever decides it does so on the page of duplicates.
  if (one.details.clash?.as === 'manager') return `/duplicates?${new URLSearchParams({ object: one.details.clash.of })}`
  const of = one.kind === 'returning' && !one.record && one.details.of ? objectOf(meta, one.details.of)?.route : undefined
  if (of) return `/${of}?${new URLSearchParams({ filter: JSON.stringify({ field: 'owner', op: 'me' }) })}`
  const place = one.about ?? one.record
  const route = place && objectOf(meta, place.object)?.route
  if (!place || !route) return undefined
  if ((one.count ?? 1) > 1)
    return `/${route}?${new URLSearchParams({ filter: JSON.stringify({ field: 'owner', op: 'me' }), sort: '-changedAt' })}`
  return `/${route}/${place.id}`
}
