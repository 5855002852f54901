/** Evaluates the part of PostgreSQL's tsquery language that `searchQuery` writes, over a set of lexemes: lets properties run over 100,000 names. */
export function matches(query: string, tokens: readonly string[]): boolean {
  return evaluate(parsed(query), tokens, new Set(tokens))
}

type Node = { all: Node[] } | { any: Node[] } | { lexeme: string; prefix: boolean }
const cache = new Map<string, Node>()

function parsed(query: string): Node {
  const known = cache.get(query)
  if (known) return known
  let at = 0
  const skip = () => {
    while (query[at] === ' ') at++
  }
  const operand = (): Node => {
    skip()
    if (query[at] === '(') {
      at++
      const inner = anyOf()
      skip()
      if (query[at++] !== ')') throw new Error(`unbalanced: ${query}`)
      return inner
    }
    if (query[at++] !== "'") throw new Error(`not a lexeme at ${at}: ${query}`)
    let lexeme = ''
    for (;;) {
      const character = query[at++]
      if (character === undefined) throw new Error(`open quote: ${query}`)
      if (character === '\\') lexeme += query[at++]
      else if (character !== "'") lexeme += character
      else if (query[at] === "'") {
        lexeme += "'"
        at++
      } else break
    }
    if (lexeme === '') throw new Error(`empty lexeme: ${query}`)
    const prefix = query.startsWith(':*', at)
    if (prefix) at += 2
    return { lexeme, prefix }
  }
  const joined = (operator: string, next: () => Node): Node[] => {
    const nodes = [next()]
    for (skip(); query[at] === operator; skip()) {
      at++
      nodes.push(next())
    }
    return nodes
  }
  const allOf = (): Node => ({ all: joined('&', operand) })
  const anyOf = (): Node => ({ any: joined('|', allOf) })
  const node = anyOf()
  skip()
  if (at !== query.length) throw new Error(`left over at ${at}: ${query}`)
  if (cache.size > 10_000) cache.clear()
  cache.set(query, node)
  return node
}

function evaluate(node: Node, tokens: readonly string[], exact: ReadonlySet<string>): boolean {
  if ('all' in node) return node.all.every((child) => evaluate(child, tokens, exact))
  if ('any' in node) return node.any.some((child) => evaluate(child, tokens, exact))
  return exact.has(node.lexeme) || (node.prefix && tokens.some((token) => token.startsWith(node.lexeme)))
}
