import { Transform } from 'node:stream'

/**
 * Encodings of seven bits that shift between ASCII and Chinese, Japanese or Korean by signs in the text. The platform decodes the Japanese one; the others are
 * the usual two-byte sets without their high bits, which are put back here.
 */
export const shiftedEncodings = ['iso-2022-jp', 'iso-2022-kr', 'iso-2022-cn', 'hz-gb-2312'] as const

export type Shifted = (typeof shiftedEncodings)[number]

export function isUnshiftable(encoding: string): encoding is Exclude<Shifted, 'iso-2022-jp'> {
  return encoding in unshiftedEncoding
}

/** Which of them a text is in that holds nothing but ASCII bytes; null when none. */
export function shiftedEncoding(text: Buffer): Shifted | null {
  const characters = text.toString('latin1')
  if (characters.includes('\x1b$)C')) return 'iso-2022-kr'
  if (characters.includes('\x1b$)A')) return 'iso-2022-cn'
  if (['\x1b$@', '\x1b$B', '\x1b(J'].some((sign) => characters.includes(sign))) return 'iso-2022-jp'
  return /~\{(?:[\x21-\x77][\x21-\x7e])+~\}/.test(characters) ? 'hz-gb-2312' : null
}

/** The eight-bit encoding that `unshifted` bytes are in. */
export const unshiftedEncoding = { 'iso-2022-kr': 'euc-kr', 'iso-2022-cn': 'gb18030', 'hz-gb-2312': 'gb18030' } as const

const [escapeSign, shiftOut, shiftIn, tilde, lineFeed] = [0x1b, 0x0e, 0x0f, 0x7e, 0x0a]

export function japaneseDecoder(): Transform {
  const decoder = new TextDecoder('iso-2022-jp')
  return new Transform({
    readableObjectMode: true,
    transform: (chunk: Buffer, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  })
}

/** Takes the signs out and sets the high bit of what stands between them. */
export function unshifted(encoding: Exclude<Shifted, 'iso-2022-jp'>): Transform {
  const isHz = encoding === 'hz-gb-2312'
  let wide = false
  let designator = 0
  let isTilde = false
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const bytes: number[] = []
      for (const byte of chunk) {
        if (designator > 0) designator--
        else if (isTilde) {
          isTilde = false
          if (byte === 0x7b) wide = true
          else if (byte === 0x7d) wide = false
          else if (byte !== lineFeed) bytes.push(byte)
        } else if (byte === escapeSign && !isHz) designator = 3
        else if (byte === shiftOut && !isHz) wide = true
        else if (byte === shiftIn && !isHz) wide = false
        else if (byte === tilde && isHz) isTilde = true
        else {
          if (byte === lineFeed) wide = false
          bytes.push(wide && byte > 0x20 ? byte | 0x80 : byte)
        }
      }
      done(null, Buffer.from(bytes))
    },
  })
}
