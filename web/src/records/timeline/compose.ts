import type { ObjectMeta, RecordJson, RecordLink, Values } from '../../data/client.ts'
import { storedMentions } from '../../data/client.ts'
import { linkId } from '../../data/links.ts'
import { checklistFrom } from '../fields/checklist.ts'
import type { Named } from './WritingField.tsx'

/** What somebody is writing down. References as the editors hold them. */
export type Draft = {
  type: string
  subject: string
  content: string
  /** Who was chosen after an @. */
  named: readonly Named[]
  contact: RecordLink | null
  opportunity: RecordLink | null
  at: string | null
  due: string | null
  next: string | null
  /** What a template brings along. */
  extra: Values
}

const longestSubject = 80

/** A task says what is to be done; anything else is told, and its first line names it. */
export function subjectOf(draft: Draft): string {
  if (draft.type === 'task') return draft.subject.trim()
  return firstSentence(draft.content)
}

export function firstSentence(text: string): string {
  const first =
    text
      .trim()
      .split(/\n|(?<=[。！？；!?;])/u)[0]
      ?.trim() ?? ''
  const letters = [...first]
  return letters.length > longestSubject ? `${letters.slice(0, longestSubject - 1).join('')}…` : first
}

export function emptyDraft(type: string, object: ObjectMeta, record: RecordJson): Draft {
  const contact = object.key === 'contact' ? null : record['contact']
  return {
    type,
    subject: '',
    content: '',
    named: [],
    contact: linkId(contact) === undefined ? null : (contact as RecordLink),
    opportunity: null,
    at: null,
    due: null,
    next: null,
    extra: {},
  }
}

export function isBlank(draft: Draft): boolean {
  return draft.type === 'task' ? draft.subject.trim() === '' : draft.content.trim() === ''
}

/** The activity to be made on this record. What lies ahead is planned; what has been is done. */
export function activityValues(draft: Draft, object: ObjectMeta, record: RecordJson, now: Date): Values {
  const at = draft.at ?? now.toISOString()
  const isAhead = draft.type === 'task' || Date.parse(at) > now.getTime()
  const account = object.key === 'account' ? record.id : (linkId(record['account']) ?? null)
  const contact = object.key === 'contact' ? record.id : (draft.contact?.id ?? null)
  const isCustomer = object.key === 'account' || object.key === 'contact'
  const regarding = isCustomer
    ? draft.opportunity
      ? { object: 'opportunity', id: draft.opportunity.id }
      : null
    : { object: object.key, id: record.id }
  return without({
    ...draft.extra,
    type: draft.type,
    subject: typeof draft.extra['subject'] === 'string' ? draft.extra['subject'] : subjectOf(draft),
    content: storedMentions(draft.content.trim(), draft.named),
    status: isAhead ? 'planned' : 'done',
    occurAt: draft.type === 'task' ? (draft.due ?? now.toISOString()) : at,
    dueAt: draft.type === 'task' ? draft.due : null,
    account,
    contact,
    regarding,
  })
}

/** The draft with what a template says, its gaps filled; what the template leaves open stays as it was written. */
export function fromTemplate(
  draft: Draft,
  template: RecordJson,
  given: { fill: (text: string) => string; dueAfter: (workdays: number) => string },
): Partial<Draft> {
  const text = (key: string): string => (typeof template[key] === 'string' ? given.fill(template[key]) : '')
  const type = String(template['type'] ?? draft.type)
  const workdays = template['dueWorkdays']
  const due = typeof workdays === 'number' ? given.dueAfter(workdays) : null
  return {
    type,
    subject: text('subject') || draft.subject,
    content: type === 'task' || text('content') !== '' ? text('content') : text('subject'),
    // A call or a visit that lies days ahead is planned for then; a task falls due.
    ...(due === null ? {} : type === 'task' ? { due } : { at: due }),
    extra: {
      ...(type === 'task' ? {} : { subject: text('subject') }),
      priority: template['priority'] ?? null,
      minutes: template['minutes'] ?? null,
      checklist: checklistFrom(text('checklist')),
    },
  }
}

function without(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ''))
}
