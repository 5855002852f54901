import { expect, test } from 'vitest'
import { mentionParts, readableMentions, storedMentions } from '../client/mentions.ts'
import { mentionedIn, mentionOf, withoutMentionIds } from '../engine/text/mentions.ts'

const shen = { id: '0192f3a4-1111-7222-8333-444455556666', title: '沈一诺' }
const other = { id: '0192f3a4-1111-7222-8333-444455557777', title: '沈一诺' }
const ann = { id: '0192f3a4-1111-7222-8333-444455558888', title: 'Ann (Sales)' }

test('client and engine mean the same by a mention', () => {
  const stored = storedMentions('@沈一诺 请准备，@Ann (Sales) 同去；@沈一诺 也看一下', [shen, ann, other])

  expect(stored).toBe(
    `${mentionOf('沈一诺', shen.id)} 请准备，${mentionOf('Ann (Sales)', ann.id)} 同去；${mentionOf('沈一诺', other.id)} 也看一下`,
  )
  expect(mentionedIn(stored)).toEqual([shen.id, ann.id, other.id])
  expect(readableMentions(stored)).toEqual({ text: withoutMentionIds(stored), named: [shen, ann, other] })
  expect(storedMentions(readableMentions(stored).text, readableMentions(stored).named)).toBe(stored)
})

test('a name that was typed and not chosen, or changed since, stays plain text', () => {
  expect(storedMentions('@林若溪 看一下', [shen])).toBe('@林若溪 看一下')
  expect(storedMentions('@沈一 看一下', [shen])).toBe('@沈一 看一下')
  expect(mentionParts('写信给 a@b.example')).toEqual(['写信给 a@b.example'])
})
