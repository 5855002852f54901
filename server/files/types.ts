import { fileTypeFromBuffer } from 'file-type'

/** How much of a file its type is read from. */
export const sniffedBytes = 4_100

/** Types that a browser shows without running anything in them. */
const previewed = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
  'application/pdf',
  'audio/mpeg',
  'audio/wav',
  'audio/ogg',
  'video/mp4',
  'video/webm',
])

/** Types told by name because their content carries no signature. */
const textTypes: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  htm: 'text/html',
  svg: 'image/svg+xml',
  ics: 'text/calendar',
  vcf: 'text/vcard',
  eml: 'message/rfc822',
}

/** What a file is: by its first bytes, never by what the sender calls it; by its name only where bytes say nothing. */
export async function sniffType(head: Uint8Array, name: string): Promise<string> {
  const found = await fileTypeFromBuffer(head)
  if (found) return found.mime
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return isText(head) ? (textTypes[extension] ?? 'text/plain') : 'application/octet-stream'
}

function isText(head: Uint8Array): boolean {
  return !head.includes(0)
}

/** Headers that keep a stored file from ever acting as a page of ours: SVG, HTML and the unknown go out as inert downloads. */
export function contentHeaders(file: { type: string; name: string }, download: boolean): Record<string, string> {
  const isPlain = file.type.startsWith('text/') && file.type !== 'text/html'
  const type = previewed.has(file.type) ? file.type : isPlain ? 'text/plain; charset=utf-8' : 'application/octet-stream'
  const inline = !download && (previewed.has(file.type) || isPlain)
  return {
    'content-type': type,
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="${asciiName(file.name)}"; filename*=UTF-8''${percentEncoded(file.name)}`,
    'x-content-type-options': 'nosniff',
    // A browser's own PDF viewer does not work inside a sandbox.
    'content-security-policy':
      type === 'application/pdf'
        ? "script-src 'none'; frame-ancestors 'self'"
        : "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-cache',
  }
}

function asciiName(name: string): string {
  return name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
}

/** RFC 5987: what `encodeURIComponent` leaves, less four characters that a header value may not hold. */
function percentEncoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
}
