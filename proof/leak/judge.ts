import { type Canaries, tokensIn } from './canaries.ts'
import { type Facts, idsIn } from './facts.ts'
import { type Asker, isPointedAt, levelOf, maySee, scopeOf } from './model.ts'

export type Given = {
  readonly asker: Asker
  readonly facts: Facts
  readonly neighbours: readonly Facts[]
  readonly canaries: Canaries
  /** What the question itself held gives nothing away in the answer. */
  readonly asked: string
  readonly answer: string
  /** What the asker's own earlier exports and answers legitimately hold. */
  readonly known: ReadonlySet<string>
}

/** What in an answer its asker must not see, in words; an empty list when all is well. */
export function leaksIn(given: Given): string[] {
  const answer = `${given.answer}\n${cursorsIn(given.answer)}`
  const links = new Set<string>()
  const shapes = shapesIn(given.answer, links)
  return [...strangeTokens(given, answer, links), ...strangeIds(given, answer), ...strangeRecords(given, shapes)]
}

/** Canaries that the asker may not read where they stand, nor as the title of a record that something they may read points at. */
function strangeTokens(given: Given, answer: string, links: ReadonlySet<string>): string[] {
  const { asker, facts, neighbours, canaries, known } = given
  const asked = tokensIn(given.asked, canaries)
  const found: string[] = []
  for (const token of tokensIn(answer, canaries)) {
    if (asked.has(token) || known.has(token)) continue
    const places = facts.places.get(token) ?? []
    const isFine = places.some((place) => {
      if (place.object === 'user' || place.object === 'department' || place.object === 'role')
        return place.isTitle || place.record === asker.id || scopeOf(facts, asker, place.object, 'read') !== null
      const record = facts.records.get(place.record)
      if (!record) return false
      if (maySee(facts, asker, record) && levelOf(facts, asker, place.class) === 'see') return true
      return (
        place.isTitle &&
        (links.size === 0 || links.has(`${place.record} ${token}`) || links.has(`* ${token}`)) &&
        isPointedAt(facts, asker, place.record)
      )
    })
    if (isFine) continue
    const strange = neighbours.find((other) => other.places.has(token))
    const [place] = places.length > 0 ? places : (strange?.places.get(token) ?? [])
    found.push(
      `${token} of ${place?.object ?? 'something'}.${place?.column ?? ''} ${place?.record ?? ''}${strange ? ' of another workspace' : ''}`,
    )
  }
  return found
}

/** Ids of another workspace, and of records of this one that the asker meets nowhere. */
function strangeIds({ asker, facts, neighbours, asked, answer: text, known }: Given, answer: string): string[] {
  const given = idsIn(asked)
  const found: string[] = []
  for (const id of idsIn(answer || text)) {
    if (given.has(id) || known.has(id)) continue
    const record = facts.records.get(id)
    if (record ? !maySee(facts, asker, record) && !isPointedAt(facts, asker, id) : neighbours.some((other) => other.ids.has(id)))
      found.push(`the id ${id} of ${record ? record.object : 'another workspace'}`)
  }
  return found
}

/** Whole records and search hits: a title by reference is no excuse for these. */
function strangeRecords({ asker, facts }: Given, shapes: readonly string[]): string[] {
  return shapes.flatMap((id) => {
    const record = facts.records.get(id)
    return record && !maySee(facts, asker, record) ? [`the ${record.object} ${id} as a record`] : []
  })
}

/** Ids of what looks like a record (`revision`) or a hit (`object` and `title`); links are noted on the way. */
function shapesIn(text: string, links: Set<string>): string[] {
  const shapes: string[] = []
  const walk = (value: unknown, key: string): void => {
    if (Array.isArray(value)) {
      for (const one of value) walk(one, key)
      return
    }
    if (typeof value !== 'object' || value === null) return
    const { id, title, revision, subtitle } = value as Record<string, unknown>
    if (typeof id === 'string') {
      if (typeof revision === 'number' || (subtitle !== undefined && key === 'results')) shapes.push(id)
      else if (typeof title === 'string') for (const [word] of title.matchAll(/qz[0-9a-z]{8}/g)) links.add(`${id} ${word}`)
    }
    // The line under a hit names the record that it points at.
    if (typeof subtitle === 'string') for (const [word] of subtitle.matchAll(/qz[0-9a-z]{8}/g)) links.add(`* ${word}`)
    for (const [name, one] of Object.entries(value)) walk(one, name)
  }
  try {
    walk(JSON.parse(text), '')
    links.add('')
  } catch {
    // A file, or nothing: its bytes are judged alone.
  }
  return shapes
}

/** Cursors carry sort values of the last row. */
function cursorsIn(text: string): string {
  return [...text.matchAll(/"next":"([\w-]+)"/g)].map(([, cursor]) => Buffer.from(cursor ?? '', 'base64url').toString()).join('\n')
}
