import { useCallback } from 'react'
import type { FieldMeta } from '../../data/client.ts'
import { formatNumber } from '../../design/format.ts'
import { useText } from '../../text/index.ts'
import { checkValue } from './check-value.ts'
import { formTexts } from './messages.ts'

/** What is wrong with a value, in words; null when it may be sent. */
export function useFieldProblem(): (field: FieldMeta, value: unknown) => string | null {
  const t = useText(formTexts)
  return useCallback(
    (field, value) => {
      const problem = checkValue(field, value)
      if (!problem) return null
      const shown = Object.fromEntries(
        Object.entries(problem.parameters).map(([name, given]) => [name, typeof given === 'number' ? formatNumber(given) : given]),
      )
      // The parameters fit their key: `checkValue` gives both.
      return (t as (key: string, values: Record<string, string>) => string)(problem.key, shown)
    },
    [t],
  )
}
