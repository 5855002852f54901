import { Check, Paperclip } from 'lucide-react'
import { HealthMark } from '../../customers/health/HealthMark.tsx'
import { RhythmCell } from '../../customers/health/RhythmCell.tsx'
import type { FieldMeta, RecordJson, RecordLink } from '../../data/client.ts'
import { client, readableMentions } from '../../data/client.ts'
import { choiceOf, currentMeta, labelOf, useRegions } from '../../data/meta.ts'
import { Person } from '../../design/Avatar.tsx'
import {
  dayOf,
  daysBetween,
  emptyMark,
  formatAgo,
  formatDate,
  formatExactDate,
  formatExactDateTime,
  formatMoney,
  formatNumber,
  formatPercent,
  timeOf,
  today,
} from '../../design/format.ts'
import { PlaceLink } from '../../design/PlaceLink.tsx'
import { useLanguage, useText } from '../../text/index.ts'
import { ChoiceMark } from './ChoiceMark.tsx'
import { checklistText, isChecklist } from './checklist.ts'
import { choiceColor } from './choice-color.ts'
import { addressText, fieldText, isLink, isMoney, numberStyle, regionText } from './field-text.ts'
import './fields.css'
import { messages } from './messages.ts'

export { isFigure } from './field-text.ts'

type FieldDisplayProps = {
  field: FieldMeta
  value: unknown
  /** `cell`: one line of a list, currency in the head · `page`: a line of a profile, links and symbols. */
  place?: 'cell' | 'page'
  masked?: boolean
  /** Whose value it is, for what more than the value is needed. */
  of?: { object: string; record: RecordJson } | undefined
}

/**
 * A value as its field's kind is shown, in lists, on pages and on cards. It reads the declarations without listening to them: a list
 * draws hundreds of these, and whoever draws them listens once.
 */
export function FieldDisplay({ field, value, place = 'page', masked = false, of }: FieldDisplayProps) {
  useLanguage()
  if (field.shown === 'rhythm') return of ? <RhythmCell {...of} /> : null
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return <span className="t3">{emptyMark}</span>
  if (masked) return <span className="t3 nw">{String(value)}</span>
  switch (field.kind === 'formula' ? (field.result ?? 'text') : field.kind) {
    case 'number':
      if (field.shown === 'score') return <HealthMark score={Number(value)} record={of?.record} place={place} />
      return isMoney(value) ? <MoneyText value={value} place={place} /> : formatNumber(value as number, numberStyle(field))
    case 'percent':
      return formatPercent(Number(value))
    case 'money':
      return isMoney(value) ? <MoneyText value={value} place={place} /> : formatNumber(String(value))
    case 'boolean':
      return <BooleanText value={value === true} />
    case 'date':
    case 'dateTime':
      return <DateText field={field} value={String(value)} place={place} />
    case 'choice':
      return <ChoiceText field={field} value={String(value)} />
    case 'multiChoice':
      return <ChoiceTags field={field} values={Array.isArray(value) ? value.map(String) : [String(value)]} />
    case 'region':
      return <RegionText code={String(value)} />
    case 'address':
      return <AddressText value={value} />
    case 'user':
      return isLink(value) ? <Person id={value.id} name={value.title} /> : String(value)
    case 'reference':
      return isLink(value) ? (
        <RecordName link={value} object={field.to === 'any' && 'object' in value ? String(value.object) : field.to} place={place} />
      ) : (
        String(value)
      )
    case 'references':
      return <LinkTags links={Array.isArray(value) ? value.filter(isLink) : []} />
    case 'file':
      return isLink(value) ? <FileLink file={value} /> : null
    case 'email':
      return place === 'page' ? <Outward href={`mailto:${String(value)}`} text={String(value)} /> : String(value)
    case 'phone':
      return place === 'page' ? <Outward href={`tel:${String(value).replaceAll(/[^\d+]/g, '')}`} text={String(value)} /> : String(value)
    case 'url':
      return place === 'page' ? <Outward href={webAddress(String(value))} text={String(value)} /> : String(value)
    case 'longText':
    case 'richText':
      return <span className={place === 'page' ? 'fd-long' : undefined}>{readableMentions(String(value)).text}</span>
    case 'secret':
      return <SecretText />
    case 'json':
      if (isChecklist(value)) return <span>{checklistText(value)}</span>
      return <span className="mono el">{JSON.stringify(value)}</span>
    default:
      return field.format ? fieldText(field, value) : String(value)
  }
}

function MoneyText({ value, place }: { value: { amount: string; currency: string }; place: 'cell' | 'page' }) {
  const home = currentMeta()?.workspace.currency
  if (place === 'page') return formatMoney(value)
  return formatMoney(value, { style: value.currency === home ? 'figure' : 'code' })
}

function BooleanText({ value }: { value: boolean }) {
  const t = useText(messages)
  return value ? (
    <span className="fd-choice">
      <Check className="i s" aria-hidden="true" />
      {t('yes')}
    </span>
  ) : (
    <span className="t3">{t('no')}</span>
  )
}

/** What was done last is told by how long ago; what comes next turns red when it is late. The exact time is in the tool tip. */
function DateText({ field, value, place }: { field: FieldMeta; value: string; place: 'cell' | 'page' }) {
  const t = useText(messages)
  const isDay = value.length === 10
  const day = isDay ? value : dayOf(value)
  const exact = isDay ? formatExactDate(day) : formatExactDateTime(value)
  if (/^last[A-Z]/.test(field.key)) {
    const age = daysBetween(day, today())
    return (
      <time dateTime={value} title={exact} className={age > 30 ? 'warn' : undefined}>
        {formatAgo(value)}
      </time>
    )
  }
  const isNext = /^(next|due)[A-Z]/.test(field.key)
  if (isNext) {
    const late = daysBetween(day, today())
    if (late > 0) {
      return (
        <time dateTime={value} title={exact} className="bad">
          {t('daysLate', { count: late })}
        </time>
      )
    }
  }
  return (
    <time dateTime={value} title={exact}>
      {formatDate(day)}
      {!isDay && (place === 'page' || !isNext) && <span className="fd-time"> {timeOf(value)}</span>}
    </time>
  )
}

function ChoiceText({ field, value }: { field: FieldMeta; value: string }) {
  const choice = choiceOf(field.list, value)
  return choice ? <ChoiceMark list={field.list} choice={choice} /> : value
}

function ChoiceTags({ field, values }: { field: FieldMeta; values: readonly string[] }) {
  return (
    <span className="fd-tags">
      {values.map((value) => {
        const choice = choiceOf(field.list, value)
        const color = choiceColor(choice?.color ?? null)
        return (
          <span key={value} className="tag line">
            {color && <span className="dotc" style={{ background: color }} />}
            {choice ? labelOf(choice.label) : value}
          </span>
        )
      })}
    </span>
  )
}

function LinkTags({ links }: { links: readonly RecordLink[] }) {
  return (
    <span className="fd-tags">
      {links.map(({ id, title }) => (
        <span key={id} className="tag line">
          {title}
        </span>
      ))}
    </span>
  )
}

function RegionText({ code }: { code: string }) {
  return regionText(code, useRegions())
}

function AddressText({ value }: { value: unknown }) {
  return addressText(value, useRegions())
}

function RecordName({ link, object, place }: { link: RecordLink; object: string | undefined; place: 'cell' | 'page' }) {
  const target = currentMeta()?.objects.find(({ key }) => key === object)
  if (!target) return link.title
  return (
    <PlaceLink href={`/${target.route}/${link.id}`} className={place === 'page' ? 'link' : 'fd-link'} tabIndex={place === 'page' ? 0 : -1}>
      {link.title}
    </PlaceLink>
  )
}

function FileLink({ file }: { file: RecordLink }) {
  return (
    <a className="fd-choice link" href={client.files.contentUrl(file.id)} target="_blank" rel="noreferrer">
      <Paperclip className="i s" aria-hidden="true" />
      <span className="el">{file.title}</span>
    </a>
  )
}

function Outward({ href, text }: { href: string; text: string }) {
  return (
    <a className="link" href={href} {...(href.startsWith('http') ? { target: '_blank', rel: 'noreferrer' } : {})}>
      {text}
    </a>
  )
}

/** Only pages: what somebody typed must not become a script. */
function webAddress(text: string): string {
  return /^https?:\/\//i.test(text) ? text : `https://${text.replace(/^[a-z][a-z\d+.-]*:/i, '')}`
}

function SecretText() {
  return useText(messages)('set')
}
