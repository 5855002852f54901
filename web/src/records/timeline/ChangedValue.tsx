import { Fragment } from 'react'
import { usePools } from '../../customers/pools/pools.ts'
import type { FieldMeta } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { useRecord } from '../../data/records.ts'
import { useLanguage } from '../../text/index.ts'
import { FieldDisplay } from '../fields/FieldDisplay.tsx'

/** A value as history keeps it: references may be ids alone, whose titles are read once each. Times are told, since a change may be of the hour only. */
export function ChangedValue({ field, value }: { field: FieldMeta; value: unknown }) {
  const target = field.kind === 'user' ? 'user' : field.to
  if (target === 'pool' && typeof value === 'string') return <PoolName id={value} />
  if (target !== undefined && target !== 'any' && typeof value === 'string') return <TitleById object={target} id={value} />
  if (target !== undefined && Array.isArray(value) && value.some((one) => typeof one === 'string'))
    return value.map((id, index) => (
      <Fragment key={String(id)}>
        {index > 0 && ' · '}
        <TitleById object={target} id={String(id)} />
      </Fragment>
    ))
  const isFigure = field.kind === 'money' || field.result === 'money'
  return <FieldDisplay field={field} value={value} place={field.kind === 'dateTime' || isFigure ? 'page' : 'cell'} />
}

/** Members know their pools by name, without a right to how these are set up. */
function PoolName({ id }: { id: string }) {
  const language = useLanguage()
  const pool = usePools().find((one) => one.id === id)
  const name = language === 'en' ? (pool?.nameEn ?? pool?.name) : pool?.name
  return <span className={name === undefined ? 't3' : undefined}>{name ?? '…'}</span>
}

function TitleById({ object, id }: { object: string; id: string }) {
  const declared = useMeta().objects.find(({ key }) => key === object)
  const { data, isError } = useRecord(object, declared ? id : undefined, { fields: declared ? [declared.title] : [] })
  if (!declared || isError) return <span className="t3">…</span>
  return <>{data ? String(data[declared.title] ?? '') : '…'}</>
}
