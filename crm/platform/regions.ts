import { readFileSync } from 'node:fs'

/** An administrative division of China: two digits of its code (GB/T 2260) name the province, four the city, six the district. */
export type Region = { readonly code: string; readonly name: string }

/** All divisions from province to district, parents before their children, as the National Bureau of Statistics publishes them. */
export const regions: readonly Region[] = readFileSync(new URL('base-data/regions.csv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [code = '', name = ''] = line.split(',')
    return { code, name }
  })

const byCode = new Map(regions.map((region) => [region.code, region]))

/** The customary short form: 江苏省 → 江苏, 苏州市 → 苏州, 广西壮族自治区 → 广西. */
export function shortRegionName(name: string): string {
  const special = name.match(/^(内蒙古|广西|西藏|宁夏|新疆|香港|澳门)/)
  if (special?.[1]) return special[1]
  return name.length > 2 ? name.replace(/(?:省|市|地区|盟|区|县)$/, '') : name
}

/** How a division is written out, by code: 江苏 苏州 姑苏区, 北京 朝阳区. An import reads it again. */
export function regionPaths(): Map<string, string> {
  const shown = (code: string): string => {
    const name = byCode.get(code)?.name ?? ''
    if (/^(?:市辖区|县|.*直辖县级行政区划)$/.test(name)) return ''
    return code.length === 6 ? name : name.replace(/(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$/, '')
  }
  const path = (code: string): string[] => [...new Set([code.slice(0, 2), code.slice(0, 4), code])].map(shown)
  return new Map(regions.map(({ code }) => [code, [...new Set(path(code))].filter((name) => name !== '').join(' ')]))
}

/** Every way in which files write a division: alone, short, and with the ones above it. 市辖区 alone says nothing and is left out. */
export function regionNames(): { value: string; names: string[] }[] {
  return regions.flatMap(({ code, name }) => {
    const nameless = /^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/.test(name)
    if (nameless) return []
    const above = [code.slice(0, 4), code.slice(0, 2)].filter((part) => part.length < code.length).flatMap((part) => byCode.get(part) ?? [])
    const own = [name, shortRegionName(name)]
    const paths = above
      .filter((region) => region.name !== '市辖区')
      .flatMap((region) => own.flatMap((last) => [`${region.name}${last}`, `${shortRegionName(region.name)}${last}`]))
    const [city, province] = above.length === 2 ? above : []
    const whole = city && province ? own.map((last) => `${shortRegionName(province.name)}${shortRegionName(city.name)}${last}`) : []
    // A district shares its name with districts elsewhere: only with its city is it meant for certain.
    return [{ value: code, names: [...new Set(code.length === 6 ? [...own, ...paths, ...whole] : [...own, ...paths])] }]
  })
}
