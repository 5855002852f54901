import type { Label } from '../declare/label.ts'

export type ChoiceSeed = { readonly key: string; readonly label: Label; readonly color?: string }

/** A list of base data as the product ships it. A workspace edits, adds, deactivates and merges; upgrades never overwrite that. */
export type ChoiceListDefinition = { readonly key: string; readonly label: Label; readonly values: readonly ChoiceSeed[] }

export function defineChoiceList(list: ChoiceListDefinition): ChoiceListDefinition {
  return list
}
