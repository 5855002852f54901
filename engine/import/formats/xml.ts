import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { InvalidInputError } from '../../errors.ts'

export type XmlHandlers = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

/** So much text without a single tag is no part of a workbook. */
const mostSilence = 16 * 1024 * 1024

/**
 * Reads XML as it streams in. Yields after each piece, so that the reader can hand on what it has, or stop. Names come without their prefix.
 */
export async function* readXml(stream: Readable, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser()
  let silence = 0
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    silence = 0
    handlers.open?.(localName(name), attributes)
  })
  parser.on('closetag', ({ name }: SaxesTagPlain) => {
    silence = 0
    handlers.close?.(localName(name))
  })
  const { text } = handlers
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  let decoder: TextDecoder | undefined
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    decoder ??= new TextDecoder(isUtf16(chunk) ? 'utf-16le' : 'utf-8')
    silence += chunk.length
    if (silence > mostSilence) throw new InvalidInputError('import_file_broken')
    parser.write(decoder.decode(chunk, { stream: true }))
    yield
  }
  parser.write(decoder?.decode() ?? '')
  parser.close()
  yield
}

/** Reads a small part to its end. */
export async function readWholeXml(stream: Readable, handlers: XmlHandlers): Promise<void> {
  const pieces = readXml(stream, handlers)
  while (!(await pieces.next()).done);
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

function isUtf16(chunk: Buffer): boolean {
  return chunk[0] === 0xff && chunk[1] === 0xfe
}
