/** The id of the record that a value points at, or undefined when it points at none. */
export function linkId(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : undefined
}
