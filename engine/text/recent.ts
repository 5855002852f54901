/**
 * Keeps the answers of a pure function for texts that come again soon: a name is read several times on its way in, to find duplicates,
 * to sort by and to be found by. Everything is forgotten at once when `most` is reached, which costs less than keeping an order.
 */
export function rememberRecent<Answer>(most: number, work: (text: string) => Answer): (text: string) => Answer {
  const recent = new Map<string, Answer>()
  return (text) => {
    const known = recent.get(text)
    if (known !== undefined) return known
    const answer = work(text)
    if (recent.size >= most) recent.clear()
    recent.set(text, answer)
    return answer
  }
}
