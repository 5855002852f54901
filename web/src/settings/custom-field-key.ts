/** `Bed count` → `bedCount`; a label without Latin letters gives `field2`, `field3`… */
export function fieldKeyFor(labelEn: string, taken: ReadonlySet<string>): string {
  const words = labelEn
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '')
  const joined = words
    .map((word, at) => (at === 0 ? word.charAt(0).toLowerCase() + word.slice(1) : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
  const usable = /^[a-z][A-Za-z0-9]*$/.test(joined) ? joined.slice(0, 40) : 'field'
  if (usable !== 'field' && !taken.has(usable)) return usable
  for (let number = 2; ; number++) if (!taken.has(`${usable}${number}`)) return `${usable}${number}`
}
