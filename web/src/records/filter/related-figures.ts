import type { FieldMeta, ObjectMeta, Operator, RelatedCondition } from '../../data/client.ts'

export const figureOperators: readonly Operator[] = ['gt', 'gte', 'lt', 'lte', 'is', 'between']

/** The number of records, compared as if it were a field. */
export function countField({ plural }: ObjectMeta): FieldMeta {
  return {
    key: 'count',
    kind: 'number',
    label: plural,
    required: false,
    readOnly: false,
    unique: false,
    searched: false,
    sortable: false,
    filterable: true,
    custom: false,
  }
}

/** What can be asked of related records: how many; sums, highest and lowest of their figures; first and last of their dates. */
export function figuresOf(object: ObjectMeta): { key: string; aggregate: NonNullable<RelatedCondition['aggregate']> }[] {
  const measured = object.fields.filter((field) => field.filterable)
  const figures = measured.filter(({ kind }) => kind === 'money' || kind === 'number')
  const days = measured.filter(({ kind }) => kind === 'date' || kind === 'dateTime')
  return [
    { key: 'count', aggregate: { fn: 'count' } },
    ...figures.map(({ key }) => ({ key: `sum.${key}`, aggregate: { fn: 'sum' as const, field: key } })),
    ...figures.map(({ key }) => ({ key: `max.${key}`, aggregate: { fn: 'max' as const, field: key } })),
    ...days.map(({ key }) => ({ key: `max.${key}`, aggregate: { fn: 'max' as const, field: key } })),
    ...days.map(({ key }) => ({ key: `min.${key}`, aggregate: { fn: 'min' as const, field: key } })),
  ]
}
