import { expect, test } from 'vitest'
import { mentionedIn, mentionOf, withoutMentionIds } from './mentions.ts'

const shen = '0192f3a4-1111-7222-8333-444455556666'
const lin = '0192f3a4-1111-7222-8333-444455557777'

test('a text names people by their ids, each once, and is read with their names', () => {
  const text = `床位数为 48 床；${mentionOf('沈一诺', shen)} 请准备演示，${mentionOf('林若溪', lin)} 和 ${mentionOf('沈一诺', shen)} 一起去。`

  expect(mentionedIn(text)).toEqual([shen, lin])
  expect(withoutMentionIds(text)).toBe('床位数为 48 床；@沈一诺 请准备演示，@林若溪 和 @沈一诺 一起去。')
})

test('an address, a link or half a mention names nobody', () => {
  expect(mentionedIn('写信给 a@b.example，见 [这里](https://example.com)，@[沈一诺](1)，@沈一诺')).toEqual([])
})
