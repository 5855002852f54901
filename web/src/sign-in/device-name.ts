import Bowser from 'bowser'

/** Chrome 131 · Windows, as far as the browser tells; empty when it tells nothing. */
export function deviceOf(userAgent: string): { browser: string; system: string; isPhone: boolean } {
  if (userAgent === '') return { browser: '', system: '', isPhone: false }
  const { browser, os, platform } = Bowser.parse(userAgent)
  const name = [browser.name, browser.version?.split('.')[0]].filter(Boolean).join(' ')
  return {
    browser: [name, os.name].filter(Boolean).join(' · '),
    system: [browser.name, os.name].filter(Boolean).join(' · '),
    isPhone: platform.type === 'mobile' || platform.type === 'tablet',
  }
}
