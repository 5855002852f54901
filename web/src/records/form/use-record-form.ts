import { useEffect, useRef, useState } from 'react'
import type { FieldMeta, ObjectMeta, RecordJson, Values } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { fieldProblems, problemText } from '../../data/problems.ts'
import { useCreateRecord } from '../../data/records.ts'
import { useOpportunityStart } from '../../sales/use-opportunity-start.ts'
import { sameValue, writtenValue } from '../fields/editor.ts'
import { isEmpty } from './check-value.ts'
import { dropDraft, keepDraft, readDraft } from './draft.ts'
import { useFieldProblem } from './field-problem.ts'
import { formSections, startValues } from './form-fields.ts'

type Options = {
  object: ObjectMeta
  initial: Values | undefined
  onCreated: (record: RecordJson, again: boolean) => void
  focusField: (key: string) => void
}
type Problems = Readonly<Record<string, string>>

const draftPause = 400

/** The state of a form for a new record: values, what is wrong with them, the draft, and saving. */
export function useRecordForm({ object, initial, onCreated, focusField }: Options) {
  const problemOf = useFieldProblem()
  const { me } = useMeta()
  const create = useCreateRecord(object.key)
  const place = draftPlace(me.principalId, initial)
  const [draft, setDraft] = useState(() => readDraft(object.key, place))
  const [values, setValues] = useState<Values>(() => ({ ...startValues(object, me, initial), ...draft?.values }))
  const [problems, setProblems] = useState<Problems>({})
  const [unread, setUnread] = useState<Problems>({})
  /** Counts how often a value came from elsewhere than its editor, which keeps what was typed to itself and must begin anew. */
  const [fills, setFills] = useState<Readonly<Record<string, number>>>({})
  const [generation, setGeneration] = useState(0)
  const [refusal, setRefusal] = useState<string | null>(null)
  const touched = useRef(new Set(Object.keys({ ...draft?.values, ...initial })))
  const isTouched = useRef(draft !== null)
  /** One key per filled form: saving again after a lost answer makes no second record. */
  const idempotencyKey = useRef(crypto.randomUUID())
  const [duplicateReason, setDuplicateReason] = useState('')
  const start = useOpportunityStart(object.key, values)
  const fields = formSections(object).flatMap((section) => section.fields)

  useEffect(() => {
    if (!isTouched.current) return
    const timer = setTimeout(() => keepDraft(object.key, place, values), draftPause)
    return () => clearTimeout(timer)
  }, [object.key, place, values])

  useEffect(() => {
    const late = Object.entries(start).filter(
      ([key, value]) => !sameValue(values[key], value) && (!touched.current.has(key) || typeof value === 'object'),
    )
    if (late.length === 0) return
    setValues((now) => ({ ...now, ...Object.fromEntries(late) }))
    setFills((now) => ({ ...now, ...Object.fromEntries(late.map(([key]) => [key, (now[key] ?? 0) + 1])) }))
  }, [start, values])

  function change(field: FieldMeta, value: unknown): void {
    isTouched.current = true
    touched.current.add(field.key)
    setValues((now) => ({ ...now, [field.key]: value }))
    setRefusal(null)
    // A complaint goes as soon as the value is right; a new one waits until the field is left.
    if (problems[field.key] && !problemOf(field, value)) setProblems((now) => without(now, field.key))
  }

  /** Values that come from elsewhere than their editors, which begin anew with them. */
  function fill(given: Values): void {
    const keys = Object.keys(given)
    isTouched.current = true
    for (const key of keys) touched.current.add(key)
    setValues((now) => ({ ...now, ...given }))
    setFills((now) => ({ ...now, ...Object.fromEntries(keys.map((key) => [key, (now[key] ?? 0) + 1])) }))
    setProblems((now) => Object.fromEntries(Object.entries(now).filter(([key]) => !keys.includes(key))))
    setUnread((now) => Object.fromEntries(Object.entries(now).filter(([key]) => !keys.includes(key))))
  }

  /** Words on what is typed and cannot be read as a value: the form must not save around it. */
  function say(field: FieldMeta, problem: string | null): void {
    setUnread((now) => (problem === null ? without(now, field.key) : { ...now, [field.key]: problem }))
  }

  function leave(field: FieldMeta): void {
    const problem = unread[field.key] ?? problemOf(field, values[field.key])
    setProblems((now) => (problem ? { ...now, [field.key]: problem } : without(now, field.key)))
  }

  function reset(): void {
    dropDraft(object.key, place)
    isTouched.current = false
    touched.current = new Set(Object.keys(initial ?? {}))
    idempotencyKey.current = crypto.randomUUID()
    setGeneration((now) => now + 1)
    setDraft(null)
    setValues(startValues(object, me, initial))
    setProblems({})
    setUnread({})
    setRefusal(null)
    setDuplicateReason('')
  }

  function complain(found: Problems): void {
    setProblems(found)
    const first = fields.find((field) => found[field.key] !== undefined)
    if (first) focusField(first.key)
  }

  async function save(again: boolean): Promise<void> {
    if (create.isPending) return
    const found = Object.fromEntries(
      fields.flatMap((field) => {
        const problem = unread[field.key] ?? problemOf(field, values[field.key])
        return problem ? [[field.key, problem]] : []
      }),
    )
    if (Object.keys(found).length > 0) return complain(found)
    try {
      const { record } = await create.mutateAsync({
        values: written(object, values),
        idempotencyKey: idempotencyKey.current,
        duplicateReason,
      })
      reset()
      onCreated(record, again)
    } catch (error) {
      // The same key with other values would be refused as reused.
      idempotencyKey.current = crypto.randomUUID()
      const byField = fieldProblems(error)
      const shown = fields.some((field) => byField[field.key] !== undefined)
      if (shown) complain(byField)
      else setRefusal(problemText(error))
    }
  }

  return {
    values,
    /** Counts how often the form began anew. */
    generation,
    editorKey: (field: FieldMeta) => `${generation}.${fills[field.key] ?? 0}`,
    problems: { ...problems },
    refusal,
    isSaving: create.isPending,
    restoredAt: draft?.at,
    isTouched: isTouched.current,
    /** Why it is made although the same may be there already. */
    duplicateReason,
    setDuplicateReason,
    change,
    fill,
    say,
    leave,
    save,
    reset,
  }
}

function without(problems: Problems, key: string): Problems {
  const { [key]: _gone, ...rest } = problems
  return rest
}

function written(object: ObjectMeta, values: Values): Values {
  return Object.fromEntries(
    object.fields.flatMap((field) => {
      const value = values[field.key]
      return value === undefined || isEmpty(value) ? [] : [[field.key, writtenValue(field, value)]]
    }),
  )
}

/** Drafts are kept per person and per place: a contact begun at one account is not offered at another. */
function draftPlace(principalId: string, initial: Values | undefined): string {
  const ids = Object.entries(initial ?? {}).map(
    ([key, value]) => `${key}=${typeof value === 'object' && value !== null && 'id' in value ? value.id : String(value)}`,
  )
  return [principalId, 'new', ...ids].join('.')
}
