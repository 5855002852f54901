import {
  CalendarDays,
  CircleDot,
  Headset,
  type LucideIcon,
  Mail,
  MapPin,
  MessageCircle,
  MessageSquare,
  NotebookPen,
  PhoneOutgoing,
  ShoppingCart,
  SquareCheck,
  Users,
} from 'lucide-react'
import type { ChoiceMeta, FieldMeta, Meta, ObjectMeta } from '../../data/client.ts'
import { choiceColor } from '../fields/choice-color.ts'

type Look = { icon: LucideIcon; color: string }

/** Same channel, same colour and shape, everywhere. Keys are those of base data; lists may add more. */
const looks: Readonly<Record<string, Look>> = {
  visit: { icon: MapPin, color: 'var(--ch-visit)' },
  call: { icon: PhoneOutgoing, color: 'var(--ch-call)' },
  email: { icon: Mail, color: 'var(--ch-mail)' },
  mail: { icon: Mail, color: 'var(--ch-mail)' },
  wechat: { icon: MessageCircle, color: 'var(--ch-wechat)' },
  sms: { icon: MessageSquare, color: 'var(--ch-wechat)' },
  order: { icon: ShoppingCart, color: 'var(--ch-order)' },
  case: { icon: Headset, color: 'var(--ch-case)' },
  meeting: { icon: Users, color: 'var(--chart-7)' },
  task: { icon: SquareCheck, color: 'var(--mute-mark)' },
  note: { icon: NotebookPen, color: 'var(--chart-8)' },
  event: { icon: CalendarDays, color: 'var(--chart-7)' },
}

/** In this order the rhythm strip stacks its blocks. */
export const channelOrder = ['visit', 'meeting', 'call', 'email', 'mail', 'wechat', 'sms', 'note', 'task', 'order', 'case']

export function lookOf(kind: string, choice: ChoiceMeta | undefined): Look {
  const known = looks[kind]
  const chosen = choiceColor(choice?.color ?? null)
  return { icon: known?.icon ?? CircleDot, color: known?.color ?? chosen ?? 'var(--mute-mark)' }
}

/** The activity object and the fields that the timeline and the composer go by, found in the declaration. */
export type ActivityModel = { object: ObjectMeta; kind: FieldMeta | undefined; kinds: readonly ChoiceMeta[] }

export function activityModel(meta: Meta): ActivityModel | undefined {
  const object = meta.objects.find(({ key }) => key === 'activity')
  if (!object) return undefined
  const kind = object.fields.find(
    (field) => field.kind === 'choice' && (field.key === 'kind' || field.key === 'type' || field.key === 'method'),
  )
  return { object, kind, kinds: (kind?.list === undefined ? undefined : meta.choices[kind.list]) ?? [] }
}
