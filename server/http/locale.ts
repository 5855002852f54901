import type { Locale } from '../../engine/index.ts'

/** The better of our two languages by an Accept-Language header; Chinese where it does not say. */
export function localeOf(header: string | undefined): Locale {
  let best: { locale: Locale; weight: number } | null = null
  for (const part of (header ?? '').split(',').slice(0, 20)) {
    const [tag = '', ...options] = part.trim().toLowerCase().split(';')
    const locale = tag.startsWith('zh') ? 'zh-CN' : tag.startsWith('en') ? 'en' : null
    if (!locale) continue
    const quality = options.map((option) => /^\s*q=([\d.]+)$/.exec(option)?.[1]).find((value) => value !== undefined)
    const weight = quality === undefined ? 1 : Number(quality)
    if (weight > (best?.weight ?? 0)) best = { locale, weight }
  }
  return best?.locale ?? 'zh-CN'
}
