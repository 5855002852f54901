import { setAppearance } from '../design/appearance.ts'
import { setTimeZone } from '../design/format.ts'
import { setLanguage } from '../text/language.ts'
import type { Meta } from './client.ts'

let applied: Meta | undefined

/** Shows everything as the account says: language, theme, density, time zone. */
export function applyMe(meta: Meta): void {
  if (meta === applied) return
  applied = meta
  const { me, workspace } = meta
  setTimeZone(me.timeZone || workspace.timeZone)
  setLanguage(me.locale === 'en' ? 'en' : 'zh-CN')
  setAppearance({ theme: me.theme, density: me.density === 'standard' ? 'default' : me.density })
}
