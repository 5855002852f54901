import { useEffect, useState } from 'react'

type Props = {
  text: string
  query: string
  /** The part that the server says it matched. */
  match?: string | undefined
}

type Reader = (text: string, query: string) => number[] | null
let reader: Reader | undefined
let loading: Promise<Reader> | undefined

/** The pinyin table is large and only needed where Latin letters found Chinese words. */
function loadReader(): Promise<Reader> {
  loading ??= import('pinyin-pro').then(({ match }) => {
    reader = (text, query) =>
      match(text, query, { precision: 'any', continuous: true }) ?? match(text, query, { precision: 'first', continuous: true })
    return reader
  })
  return loading
}

const latin = /^[a-z\s']+$/i
const han = /\p{Script=Han}/u

/** The words that were found, in brand colour: letters as typed, or the characters whose pinyin they are (gzmt in 贵州茅台). */
export function Highlighted({ text, query, match }: Props) {
  const byPinyin = query !== '' && latin.test(query) && han.test(text) && !text.toLowerCase().includes(query.toLowerCase())
  const [isReady, setReady] = useState(reader !== undefined)
  useEffect(() => {
    if (byPinyin && !isReady) void loadReader().then(() => setReady(true))
  }, [byPinyin, isReady])

  if (query === '') return text
  const found =
    partOf(text, query) ?? (match ? partOf(text, match) : undefined) ?? (byPinyin && isReady ? charactersOf(text, query) : undefined)
  if (!found) return text
  const [from, to] = found
  return (
    <>
      {text.slice(0, from)}
      <mark>{text.slice(from, to)}</mark>
      {text.slice(to)}
    </>
  )
}

function partOf(text: string, part: string): [number, number] | undefined {
  const from = text.toLowerCase().indexOf(part.toLowerCase())
  return from < 0 ? undefined : [from, from + part.length]
}

function charactersOf(text: string, query: string): [number, number] | undefined {
  const places = reader?.(text, query.replace(/[\s']/g, ''))
  const first = places?.[0]
  const last = places?.at(-1)
  return first === undefined || last === undefined ? undefined : [first, last + 1]
}
