import { isMasked, levelFor, type Principal, scopeFor, systemPrincipal } from '../access/principal.ts'
import { actionWords } from '../access/words.ts'
import type { Clock } from '../clock.ts'
import type { SecretBox } from '../data/secret-box.ts'
import type { FieldDefinition } from '../declare/field.ts'
import { labelIn } from '../declare/label.ts'
import { AccessError, InvalidInputError, RuleError } from '../errors.ts'
import type { ObjectModel, WorkspaceModel } from '../model/workspace-model.ts'
import { AtRun } from '../sql.ts'

/** Who reads, in which workspace, at what time: all that a query compiles from. */
export type Reader = {
  readonly workspaceId: string
  readonly principal: Principal
  readonly model: WorkspaceModel
  readonly clock: Clock
  /** The present, told anew whenever a kept statement runs. */
  readonly moment: AtRun
  /** Seals what a `secret` field is given; it is opened by the engine's owner alone. */
  seal(text: string): string
  object(key: string): ObjectModel
  objects(): Iterable<ObjectModel>
  /** The field, if the reader may use it so; hidden ones are as unknown as those that do not exist. */
  field(object: string, key: string, use: 'select' | 'filter' | 'sort'): FieldDefinition
  /** What follows from rights and configuration alone is made once and kept as long as neither changes; never anything about time. */
  keep<T>(key: string, make: () => T): T
}

const moments = new WeakMap<Clock, AtRun>()

/** One per clock: statements that name the present twice, or were kept by another reader, name the same. */
function momentOf(clock: Clock): AtRun {
  const known = moments.get(clock) ?? new AtRun(() => clock.now().toISOString())
  moments.set(clock, known)
  return known
}

const kept = new WeakMap<WorkspaceModel, WeakMap<Principal, Map<string, unknown>>>()
/** Lists may ask for any choice of fields, so there is no end to what could be kept. */
const mostKept = 200

function keptFor(model: WorkspaceModel, principal: Principal): Map<string, unknown> {
  const ofModel = kept.get(model) ?? new WeakMap<Principal, Map<string, unknown>>()
  const own = ofModel.get(principal) ?? new Map<string, unknown>()
  ofModel.set(principal, own)
  kept.set(model, ofModel)
  return own
}

export function createReader(options: { principal: Principal; model: WorkspaceModel; clock: Clock; secrets?: SecretBox | null }): Reader {
  const { principal, model, clock, secrets } = options
  const object = (key: string): ObjectModel => {
    const found = model.objects.get(key)
    if (!found) throw new InvalidInputError('unknown_object', { object: key })
    return found
  }
  const own = keptFor(model, principal)
  return {
    workspaceId: principal.workspaceId,
    principal,
    model,
    clock,
    moment: momentOf(clock),
    seal(text) {
      if (!secrets) throw new RuleError('no_secret_key')
      return secrets.seal(text)
    },
    object,
    objects: () => model.objects.values(),
    field(objectKey, key, use) {
      const field = object(objectKey).fields.get(key)
      const level = field ? levelFor(principal, field.readClass) : 'hide'
      // A masked value must not be found out by filtering or sorting for it.
      // Of a rhythm nothing is stored that could be compared.
      if (field?.shown === 'rhythm' && use !== 'select') throw new InvalidInputError('not_sortable', { field: key })
      if (!field || level === 'hide' || (isMasked(level) && use !== 'select')) throw new InvalidInputError('unknown_field', { field: key })
      return field
    },
    keep<T>(key: string, make: () => T): T {
      const known = own.get(key)
      if (known !== undefined) return known as T
      const made = make()
      if (own.size >= mostKept) own.clear()
      own.set(key, made)
      return made
    },
  }
}

/** The reader who sees everything in the same workspace: for rules that hold whoever asks. */
export function readerOfSystem(reader: Reader): Reader {
  const { workspaceId, model, clock } = reader
  const { locale, timeZone } = model.workspace
  return createReader({ principal: systemPrincipal(workspaceId, reader.principal.id, locale, timeZone), model, clock })
}

export type VisibleFields = ReadonlyMap<string, { readonly field: FieldDefinition; readonly masked: boolean }>

/** The fields that the reader sees at all, with their level. */
export function visibleFields(reader: Reader, object: string): VisibleFields {
  return reader.keep(`visible ${object}`, () => {
    const visible = new Map<string, { field: FieldDefinition; masked: boolean }>()
    for (const [key, field] of reader.object(object).fields) {
      const level = levelFor(reader.principal, field.readClass)
      if (level !== 'hide') visible.set(key, { field, masked: isMasked(level) })
    }
    return visible
  })
}

export function demandRight(reader: Reader, object: string, action: string): void {
  if (!scopeFor(reader.principal, object, action)) throw notAllowed(reader, object, action)
}

/** Says which right is missing, in the reader's language. */
export function notAllowed(reader: Reader, object: string, action: string): AccessError {
  const { locale } = reader.principal
  const words = actionWords[action] ?? { zh: action, en: action }
  const objectLabel = labelIn(reader.object(object).definition.plural, locale)
  return new AccessError('not_allowed', {
    object,
    action,
    actionLabel: labelIn(words, locale),
    objectLabel: locale === 'en' ? objectLabel.toLowerCase() : objectLabel,
  })
}

/** A query's statement, compiled once for the reader; anew where the filter looks at today, and for further pages, which nobody asks for twice. */
export function compiled<T>(reader: Reader, kind: string, query: object & { cursor?: unknown }, make: () => T): T {
  const key = `${kind} ${JSON.stringify(query)}`
  return query.cursor || key.includes('"within"') ? make() : reader.keep(key, make)
}
