import type { ObjectMeta, RecordJson } from '../../data/client.ts'
import { useLabel } from '../../data/meta.ts'
import { useAsOf } from '../../data/records.ts'
import { formatExactDateTime } from '../../design/format.ts'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { sameValue } from '../fields/editor.ts'
import { ChangedValue } from '../timeline/ChangedValue.tsx'
import { pageTexts } from './messages.ts'
import { profileSections } from './profile.ts'

/** Every field as it stood at a moment; what holds something else now says so. */
export function AsOf({ object, record, at }: { object: ObjectMeta; record: RecordJson; at: string }) {
  const t = useText(pageTexts)
  const label = useLabel()
  const { data, error, refetch } = useAsOf(object.key, record.id, at)
  if (error) return <LoadError error={error} onRetry={refetch} />
  if (!data) return <SkeletonRows rows={8} />
  const time = formatExactDateTime(data.at)
  if (data.state !== 'there') return <p className="asof-head t2">{t(data.state === 'notYet' ? 'asOfNotYet' : 'asOfDeleted', { time })}</p>
  const changed = new Set(data.changed)
  return (
    <section aria-label={t('asOfTitle', { time })}>
      <p className="asof-head">
        <b className="m t1">{t('asOfTitle', { time })}</b>
        {data.last && (
          <span className="t3">{t('asOfLast', { name: data.last.principal.title, time: formatExactDateTime(data.last.at) })}</span>
        )}
        <span className="t3">{changed.size === 0 ? t('asOfSame') : t('asOfChanged', { count: changed.size })}</span>
      </p>
      {profileSections(object).map((section) => {
        const fields = section.fields.filter(({ key }) => key in data.record && (changed.has(key) || !sameValue(data.record[key], null)))
        return (
          fields.length > 0 && (
            <div key={section.key}>
              <h3 className="hist-day">{label(section.label)}</h3>
              {fields.map((field) => (
                <div key={field.key} className="hist-change">
                  <span className="f" title={label(field.label)}>
                    {label(field.label)}
                  </span>
                  <span className="v">
                    <span className={changed.has(field.key) ? 'asof-then' : undefined}>
                      {sameValue(data.record[field.key], null) ? (
                        t('emptyValue')
                      ) : (
                        <ChangedValue field={field} value={data.record[field.key]} />
                      )}
                    </span>
                    {changed.has(field.key) && (
                      <span className="was">
                        {t('asOfNow')}{' '}
                        {sameValue(record[field.key], null) ? t('emptyValue') : <ChangedValue field={field} value={record[field.key]} />}
                      </span>
                    )}
                  </span>
                </div>
              ))}
            </div>
          )
        )
      })}
    </section>
  )
}
