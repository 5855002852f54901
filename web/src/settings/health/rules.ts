import type { RecordJson } from '../../data/client.ts'

export type HealthPart = 'recency' | 'frequency' | 'pipeline' | 'won' | 'overdue'
export type HealthRule = { part: HealthPart; weight: number; target: number }

/** What holds as long as nothing was saved; the same as the server goes by. */
const usual: readonly HealthRule[] = [
  { part: 'recency', weight: 35, target: 1 },
  { part: 'frequency', weight: 25, target: 8 },
  { part: 'pipeline', weight: 15, target: 2 },
  { part: 'won', weight: 15, target: 180 },
  { part: 'overdue', weight: 10, target: 30 },
]

export const units = {
  recency: 'recencyUnit',
  frequency: 'frequencyUnit',
  pipeline: 'pipelineUnit',
  won: 'wonUnit',
  overdue: 'overdueUnit',
} as const

export function rulesFrom(stored: readonly RecordJson[]): HealthRule[] {
  return usual.map((rule) => {
    const row = stored.find((record) => record['part'] === rule.part)
    return row ? { part: rule.part, weight: Number(row['weight']), target: Number(row['target']) } : rule
  })
}

/** Whether anything would be another than what holds now. */
export function isChanged(rules: readonly HealthRule[], stored: readonly RecordJson[]): boolean {
  const before = rulesFrom(stored)
  return rules.some(({ weight, target }, at) => before[at]?.weight !== weight || before[at]?.target !== target)
}
