import { levelFor, type Principal, scopeFor } from '../access/principal.ts'
import type { Clock } from '../clock.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { AccessError, InvalidInputError } from '../errors.ts'
import type { ObjectModel, WorkspaceModel } from '../model/workspace-model.ts'

/** Who reads, in which workspace, at what time: all that a query compiles from. */
export type Reader = {
  readonly workspaceId: string
  readonly principal: Principal
  readonly model: WorkspaceModel
  readonly clock: Clock
  object(key: string): ObjectModel
  objects(): Iterable<ObjectModel>
  /** The field, if the reader may use it so; hidden ones are as unknown as those that do not exist. */
  field(object: string, key: string, use: 'select' | 'filter' | 'sort'): FieldDefinition
}

export function createReader(options: { principal: Principal; model: WorkspaceModel; clock: Clock }): Reader {
  const { principal, model, clock } = options
  const object = (key: string): ObjectModel => {
    const found = model.objects.get(key)
    if (!found) throw new InvalidInputError('unknown_object', { object: key })
    return found
  }
  return {
    workspaceId: principal.workspaceId,
    principal,
    model,
    clock,
    object,
    objects: () => model.objects.values(),
    field(objectKey, key, use) {
      const field = object(objectKey).fields.get(key)
      const level = field ? levelFor(principal, field.readClass) : 'hide'
      // A masked value must not be found out by filtering or sorting for it.
      if (!field || level === 'hide' || (level === 'mask' && use !== 'select')) throw new InvalidInputError('unknown_field', { field: key })
      return field
    },
  }
}

/** The fields that the reader sees at all, with their level. */
export function visibleFields(reader: Reader, object: string): Map<string, { field: FieldDefinition; masked: boolean }> {
  const visible = new Map<string, { field: FieldDefinition; masked: boolean }>()
  for (const [key, field] of reader.object(object).fields) {
    const level = levelFor(reader.principal, field.readClass)
    if (level !== 'hide') visible.set(key, { field, masked: level === 'mask' })
  }
  return visible
}

export function demandRight(reader: Reader, object: string, action: string): void {
  if (!scopeFor(reader.principal, object, action)) {
    const { label } = reader.object(object).definition
    throw new AccessError('not_allowed', { object, action, objectLabel: reader.principal.locale === 'en' ? label.en : label.zh })
  }
}
