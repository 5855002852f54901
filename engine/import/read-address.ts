/** An address as one text, or with its parts on lines of their own: `postcode: 450000`. */
export function addressFrom(text: string): { street?: string; postcode?: string; country?: string } {
  const parts: { street?: string; postcode?: string; country?: string } = {}
  const street = text.split('\n').filter((line) => {
    const [, part, value = ''] = /^(postcode|country):\s*(.+)$/.exec(line.trim()) ?? []
    if (part === 'postcode') parts.postcode = value
    if (part === 'country') parts.country = value
    return part === undefined
  })
  const written = street.join('\n').trim()
  return { ...(written === '' ? {} : { street: written }), ...parts }
}
