import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Plugin } from 'vite'

const compress = promisify(brotliCompress)
const texts = /\.(js|css|html|svg|webmanifest|json)$/
/** Smaller files gain nothing worth a second file. */
const leastBytes = 1024

/** Puts a `.br` of the strongest setting beside each built file: done once here, it costs no request anything. */
export function precompress(): Plugin {
  let folder = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: ({ build }) => {
      folder = build.outDir
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        const names = await readdir(folder, { recursive: true })
        for (const name of names.filter((one) => texts.test(one))) {
          const content = await readFile(join(folder, name))
          if (content.length < leastBytes) continue
          const params = {
            [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
            [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
          }
          await writeFile(join(folder, `${name}.br`), await compress(content, { params }))
        }
      },
    },
  }
}
