import { useMemo } from 'react'
import type { FieldMeta, Filter, ObjectMeta } from '../../data/client.ts'
import { useMeta, useRegions } from '../../data/meta.ts'
import { dayOf, formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { calendarDay, fieldText, isLink } from '../fields/field-text.ts'
import type { Wording } from './describe.ts'
import { messages } from './messages.ts'
import { comparedKind } from './operators.ts'
import { useTitles } from './titles.ts'

/** Everything it takes to say a filter in words. */
export function useWording(object: ObjectMeta, filter: Filter | undefined): Wording {
  const t = useText(messages)
  const meta = useMeta()
  const regions = useRegions()
  const titles = useTitles(filter, object)
  return useMemo(() => {
    function valueText(field: FieldMeta, value: unknown): string {
      const kind = comparedKind(field)
      if (kind === 'date' && typeof value === 'string') return calendarDay(value)
      if (kind === 'dateTime' && typeof value === 'string') return calendarDay(dayOf(value))
      if (kind === 'money' || kind === 'number') return formatNumber(value as number)
      if ((kind === 'reference' || kind === 'references' || kind === 'user') && !isLink(value)) return titles.get(String(value)) ?? '…'
      if (kind === 'multiChoice') return fieldText({ ...field, kind: 'choice' }, value)
      return fieldText(field, value, regions)
    }
    return { meta, t, valueText }
  }, [meta, t, regions, titles])
}
