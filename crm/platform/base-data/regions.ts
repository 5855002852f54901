import { readFileSync } from 'node:fs'

export type Region = { readonly code: string; readonly name: string }

/**
 * Administrative divisions of China by GB/T 2260: provinces (2 digits), cities (4), districts and counties (6); a code begins with the code of what it lies in.
 * The file holds the names of the National Bureau of Statistics of 2023, with the three divisions that its publication leaves out.
 */
export const regions: readonly Region[] = readFileSync(new URL('regions.csv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [code = '', name = ''] = line.split(',')
    return { code, name }
  })
