import { Type } from '@sinclair/typebox'
import { defineAction } from '../declare/action.ts'
import { InvalidInputError } from '../errors.ts'
import type { JobDefinition } from '../jobs/batch.ts'
import type { WriteRequest } from '../write/change.ts'
import { choice } from './objects.ts'

const stepSize = 500

/** Makes one value of a choice list into another, in every record that holds it; the old one stays, switched off, and says where its records went. */
export const mergeChoice = defineAction({
  key: 'choice.merge',
  label: { zh: '合并选项', en: 'Merge choices' },
  object: 'choice',
  permission: { object: 'choice', action: 'update' },
  input: Type.Object({ from: Type.String(), into: Type.String() }),
  async run(context, chosen) {
    const from = await context.records.get(choice, chosen.from)
    const into = await context.records.get(choice, chosen.into)
    if (from.list !== into.list || from.id === into.id) throw new InvalidInputError('choices_of_two_lists', { field: 'into' })
    await context.write([{ kind: 'update', object: 'choice', id: from.id, values: { active: false, mergedInto: into.key } }])
    return {
      job: await context.startJob({ kind: 'mergeChoice', object: 'choice', input: { list: from.list, from: from.key, into: into.key } }),
    }
  },
})

export const mergeChoiceJob: JobDefinition = {
  kind: 'mergeChoice',
  title: { zh: '合并选项', en: 'Merge choices' },
  class: 'normal',
  async run(context, batch, tools) {
    const { list, from, into } = batch.input as { list: string; from: string; into: string }
    let done = batch.done
    for (const { definition, fields } of context.reader.objects()) {
      for (const [key, field] of fields) {
        if (field.list !== list || (field.kind !== 'choice' && field.kind !== 'multiChoice')) continue
        const filter = { field: key, op: field.kind === 'choice' ? 'is' : 'contains', value: from } as const
        for (let more = true; more; ) {
          // Records that were changed do not fit the filter any more, so the first page is always the next one.
          const page = await context.list({ object: definition.key, filter, fields: [key], sort: ['id'], limit: stepSize })
          const records = JSON.parse(page.records) as { id: string; [key: string]: unknown }[]
          const requests = records.map((record): WriteRequest => {
            const value = field.kind === 'choice' ? into : [...new Set((record[key] as string[]).map((one) => (one === from ? into : one)))]
            return { kind: 'update', object: definition.key, id: record.id, values: { [key]: value } }
          })
          const goOn = await tools.step(async (inside) => {
            await inside.write(requests)
            done += requests.length
            return { done, checkpoint: {}, result: { changed: done } }
          })
          if (!goOn) return
          more = records.length === stepSize
        }
      }
    }
  },
}
