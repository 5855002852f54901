import type { RegionIndex } from '../../data/meta.ts'

export type PastedAddress = {
  /** The smallest division that the text names for certain. */
  region?: string
  street?: string
  postcode?: string
  /** Divisions that share the name that was written, where nothing tells them apart. */
  candidates?: string[]
}

type Place = { code: string; full: string; short: string }
type Found = { places: Place[]; length: number }

const nameless = /^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/
const suffix =
  /(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|(?:[一-龥]{1,4}族)+自治[州县]|地区|林区|新区|省|市|盟|区|县|旗|自治旗)$/
/** 北京西路 is a street and no city. */
const streetFollows =
  /^(?:[东西南北中]|[一二三四五六七八九十\d]+)?(?:路|大道|大街|街|道|巷|弄|里|胡同|桥|村|镇|乡|站|花园|小区|公园|广场|大厦|中心|宾馆|饭店)/
const labels = /^(?:(?:公司|注册|办公|收货|收件|联系|详细|所在|通讯)?(?:地址|地区)|(?:mailing |street )?address)\s*[:：]\s*/i
const postcodes = /(?:邮政编码|邮编|post\s?code|zip)?\s*[:：]?\s*(?<!\d)(\d{6})(?!\d)/i
const between = /^[\s,，、·/>\-—]+/

const placesOf = new WeakMap<RegionIndex, Place[]>()

/** Reads an address as people paste it, whole or in part: 广东省深圳市南山区科技园南路2号 518057, 南山 科技园南路2号. */
export function readPastedAddress(text: string, regions: RegionIndex): PastedAddress {
  let rest = text.normalize('NFKC').replace(/\s+/g, ' ').trim().replace(labels, '')
  const answer: PastedAddress = {}
  const post = postcodes.exec(rest)
  if (post?.[1]) {
    answer.postcode = post[1]
    rest = `${rest.slice(0, post.index)} ${rest.slice(post.index + post[0].length)}`.replace(/[()]\s*[)]/g, '').trim()
  }
  rest = rest.replace(/^(?:中华人民共和国|中国|China)[\s,，]*/i, '')
  const places = knownPlaces(regions)
  let chosen: Place[] = []
  for (const length of [2, 4, 6]) {
    const found = atStart(
      rest,
      places.filter(({ code }) => code.length === length && isBelow(code, chosen)),
    )
    if (!found) continue
    rest = rest.slice(found.length).replace(between, '')
    chosen = found.places
    // 北京市北京市朝阳区: the city that is a province is written twice.
    const again = chosen[0]
    if (again && length === 2 && rest.startsWith(again.full)) rest = rest.slice(again.full.length).replace(between, '')
    if (length === 2) rest = rest.replace(/^市辖区/, '')
  }
  if (chosen.length === 0) ({ chosen, rest } = anywhere(rest, places))
  const [only] = chosen
  if (chosen.length === 1 && only) answer.region = only.code
  else if (chosen.length > 1) answer.candidates = chosen.map(({ code }) => code)
  const street = rest.replace(between, '').replace(/[\s,，、]+$/, '')
  if (street) answer.street = street
  return answer
}

function knownPlaces(regions: RegionIndex): Place[] {
  const known = placesOf.get(regions)
  if (known) return known
  const made = regions.list.filter(({ name }) => !nameless.test(name)).map(({ code, name }) => ({ code, full: name, short: shortOf(name) }))
  placesOf.set(regions, made)
  return made
}

function shortOf(name: string): string {
  const special = /^(?:内蒙古|广西|西藏|宁夏|新疆|香港|澳门)/.exec(name)?.[0]
  const short = special ?? name.replace(suffix, '')
  return short.length >= 2 ? short : name
}

function isBelow(code: string, above: readonly Place[]): boolean {
  return above.length === 0 || above.some((place) => code.startsWith(place.code))
}

/** What the text begins with: whole names before short ones, longer before shorter. */
function atStart(text: string, places: readonly Place[]): Found | null {
  const best = (written: (place: Place) => string, fits: (after: string) => boolean): Found | null => {
    let found: Found | null = null
    for (const place of places) {
      const name = written(place)
      if (!text.startsWith(name) || !fits(text.slice(name.length))) continue
      if (!found || name.length > found.length) found = { places: [place], length: name.length }
      else if (name.length === found.length) found.places.push(place)
    }
    return found
  }
  return (
    best(
      ({ full }) => full,
      () => true,
    ) ??
    best(
      ({ short }) => short,
      (after) => !streetFollows.test(after),
    )
  )
}

/** Named somewhere in the middle or at the end, as in 科技园南路2号, 南山区, 深圳市: whole names alone count there. */
function anywhere(text: string, places: readonly Place[]): { chosen: Place[]; rest: string } {
  const named = places.filter(
    ({ full, short }) => full !== short && text.includes(full) && !streetFollows.test(text.slice(text.indexOf(full) + full.length)),
  )
  const longest = Math.max(0, ...named.map(({ code }) => code.length))
  const smallest = named.filter(({ code }) => code.length === longest)
  // A district counts where the city or province that is named as well is its own.
  const wider = named.filter(({ code }) => code.length < longest)
  const fitting = smallest.filter(({ code }) => wider.every((place) => code.startsWith(place.code)))
  const chosen = fitting.length > 0 ? fitting : smallest
  let rest = text
  for (const { full } of [...chosen, ...wider]) rest = rest.replace(full, ' ')
  return {
    chosen,
    rest: rest
      .replace(/\s*[,，]\s*(?=[,，\s]|$)/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  }
}
