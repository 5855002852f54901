import { Transform } from 'node:stream'
import { crc32 } from 'node:zlib'
import { InvalidInputError } from '../../errors.ts'

export const maxColumns = 500

/** No file is unpacked beyond this, whatever it claims. */
export const mostUnpacked = 16 * 1024 ** 3
/** A table packs to a tenth, a sheet of nothing but blanks to a hundredth; past this it is made to fill disks. */
const mostRatio = 400
const unjudgedBytes = 64 * 1024 ** 2

/** Lets through what an archive unpacks to, as long as it stays in proportion to its packed bytes so far, and is what was packed. */
export function boundedUnpacking(packed: () => number, checksum?: number): Transform {
  let unpacked = 0
  let sum = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      unpacked += chunk.length
      if (checksum !== undefined) sum = crc32(chunk, sum)
      const isBomb = unpacked > mostUnpacked || (unpacked > unjudgedBytes && unpacked > packed() * mostRatio)
      if (isBomb) done(new InvalidInputError('import_unpacks_too_large'))
      else done(null, chunk)
    },
    flush(done) {
      done(checksum !== undefined && sum !== checksum ? new InvalidInputError('import_file_broken') : null)
    },
  })
}
