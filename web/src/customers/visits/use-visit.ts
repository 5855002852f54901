import { useMutation } from '@tanstack/react-query'
import { v4 as newKey } from 'uuid'
import type { RecordJson } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { patchRecord, rereadObject, showUndo, useList } from '../../data/records.ts'
import { runOrKeep } from '../../data/send-kept.ts'
import { showToast } from '../../data/toasts.ts'
import { addDays, today } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { type Place, positionOf } from './locate.ts'
import { messages } from './messages.ts'

export const visitFields = [
  'subject',
  'type',
  'status',
  'account',
  'occurAt',
  'owner',
  'checkInAt',
  'checkInLocation',
  'checkInDistance',
  'checkInFar',
  'checkInAccuracy',
  'checkInLatitude',
  'checkOutAt',
]
const touched = ['activity', 'account'] as const

/** My visit of a customer that is under way, or the one that is planned for today or was left open before. */
export function useVisitOf(accountId: string | undefined): { visit: RecordJson | undefined; isKnown: boolean } {
  const { records, isPending } = useList(
    'activity',
    {
      filter: {
        all: [
          { field: 'account', op: 'is', value: accountId },
          { field: 'type', op: 'is', value: 'visit' },
          { field: 'status', op: 'is', value: 'planned' },
          { field: 'recurrence', op: 'isEmpty' },
          { field: 'owner', op: 'me' },
          { field: 'occurAt', op: 'lt', value: addDays(today(), 1) },
        ],
      },
      fields: visitFields,
      sort: ['-occurAt'],
      limit: 20,
    },
    { enabled: accountId !== undefined },
  )
  return { visit: records.find((visit) => visit['checkInAt']) ?? records[0], isKnown: !isPending }
}

type CheckIn = { place: Place; visit?: string | undefined; instance?: string | undefined; account?: string | undefined; label: string }
type CheckOut = { place: Place; visit: string; outcome: string; label: string }

/** Checks in and out, without the server too: the moment and the place are those of the tap. */
export function useVisitActions(onDone: () => void) {
  const t = useText(messages)
  const reread = () => {
    for (const object of touched) rereadObject(object)
  }
  const onError = (error: unknown) => {
    showToast({ kind: 'failed', text: problemText(error) })
    reread()
  }
  const checkIn = useMutation({
    mutationFn: ({ place, visit, instance, account, label }: CheckIn) =>
      runOrKeep<{ id: string }>(
        {
          action: 'activity.checkIn',
          input: {
            ...positionOf(place),
            at: place.at,
            ...(visit ? { activity: visit, ...(instance ? { instance } : {}) } : { account, subject: label }),
          },
          touches: touched,
        },
        { key: newKey(), label: t('checkInOf', { title: label }) },
      ),
    onSuccess: (done, { visit, instance, place }) => {
      if (visit && !instance) patchRecord('activity', visit, (record) => ({ ...record, checkInAt: place.at }))
      if (!done) return onDone()
      showUndo(t('checkedIn'), done.changeId)
      reread()
    },
    onError,
  })
  const checkOut = useMutation({
    mutationFn: ({ place, visit, outcome, label }: CheckOut) =>
      runOrKeep<{ id: string }>(
        {
          action: 'activity.checkOut',
          input: { ...positionOf(place), at: place.at, activity: visit, ...(outcome.trim() ? { outcome } : {}) },
          touches: touched,
        },
        { key: newKey(), label: t('checkOutOf', { title: label }) },
      ),
    onSuccess: (done, { visit, place }) => {
      patchRecord('activity', visit, (record) => ({ ...record, checkOutAt: place.at, status: 'done' }))
      if (done) {
        showUndo(t('checkedOut'), done.changeId)
        reread()
      }
      onDone()
    },
    onError,
  })
  const placeCustomer = useMutation({
    mutationFn: (visit: string) =>
      runOrKeep({ action: 'account.placeByVisit', input: { activity: visit }, touches: touched }, { key: newKey(), label: t('usePlace') }),
    onSuccess: (done) => {
      if (!done) return
      showUndo(t('placeUsed'), done.changeId)
      reread()
    },
    onError,
  })
  return { checkIn, checkOut, placeCustomer }
}
