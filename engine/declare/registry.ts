import type { ActionDefinition } from './action.ts'
import type { FieldDefinition } from './field.ts'
import { type ObjectDefinition, systemFields } from './object.ts'
import { rollUpFault } from './roll-up.ts'

/** All declared objects and actions, by key. Built once at start; a wrong declaration stops the start with its reason. */
export type Registry = {
  readonly objects: ReadonlyMap<string, ObjectDefinition>
  readonly actions: ReadonlyMap<string, ActionDefinition>
  object(key: string): ObjectDefinition
}

export function buildRegistry(declared: { objects: readonly ObjectDefinition[]; actions?: readonly ActionDefinition[] }): Registry {
  const objects = new Map(declared.objects.map((object) => [object.key, object]))
  const actions = new Map((declared.actions ?? []).map((action) => [action.key, action]))
  if (objects.size !== declared.objects.length) throw new Error('Two objects share a key')
  for (const object of objects.values()) checkDeclaration(object, objects)
  return {
    objects,
    actions,
    object(key) {
      const object = objects.get(key)
      if (!object) throw new Error(`No object is called ${key}`)
      return object
    },
  }
}

function checkDeclaration(object: ObjectDefinition, objects: ReadonlyMap<string, ObjectDefinition>): void {
  const wrong = (what: string): never => {
    throw new Error(`Declaration of ${object.key}: ${what}`)
  }
  const known = (key: string): boolean => key in object.fields || key in systemFields
  for (const [key, field] of Object.entries(object.fields)) {
    if (key in systemFields || ['id', 'revision', 'custom'].includes(key)) wrong(`${key} is a field of the engine`)
    if ((field.kind === 'reference' || field.kind === 'references') && field.to !== 'any' && !objects.has(field.to ?? ''))
      wrong(`${key} points at ${field.to}, which is no object`)
    if ((field.kind === 'choice' || field.kind === 'multiChoice') && !field.list) wrong(`${key} names no list`)
    const fault = rollUpFault(object, field, objects)
    if (fault) wrong(`${key} ${fault}`)
    if (field.kind === 'formula' && !field.from?.every(known)) wrong(`${key} is computed from an unknown field`)
  }
  if (!object.fields[object.title]) wrong(`title ${object.title} is no field`)
  const named = [
    ...object.list.columns,
    ...(object.list.totals ?? []),
    ...object.page.facts,
    ...object.page.sections.flatMap((section) => section.fields),
  ]
  for (const key of [...named, ...object.list.sort.map((sort) => sort.replace(/^-/, ''))])
    if (key !== 'id' && !known(key)) wrong(`no field ${key}`)
}

/** A field of an object, declared or of the engine; custom fields come with the workspace's model. */
export function declaredField(object: ObjectDefinition, key: string): FieldDefinition | undefined {
  return object.fields[key] ?? systemFields[key]
}
