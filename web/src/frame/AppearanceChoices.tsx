import { useUpdateMe } from '../data/session.ts'
import { setAppearance, useAppearance } from '../design/appearance.ts'
import { Segmented } from '../design/Segmented.tsx'
import { type Language, setLanguage, useLanguage, useText } from '../text/index.ts'
import { messages } from './messages.ts'

/** Theme, row height and language: at once, and kept with the account. */
export function AppearanceChoices() {
  const t = useText(messages)
  const language = useLanguage()
  const { theme, density } = useAppearance()
  const update = useUpdateMe()

  const change = (next: { theme?: string; density?: string }) => {
    setAppearance(next)
    update.mutate(next)
  }
  const speak = (next: Language) => {
    setLanguage(next)
    update.mutate({ locale: next })
  }

  return (
    <dl className="choices">
      <dt>{t('theme')}</dt>
      <dd>
        <Segmented
          label={t('theme')}
          value={theme}
          options={[
            ['light', t('light')],
            ['dark', t('dark')],
            ['system', t('system')],
          ]}
          onChange={(value) => change({ theme: value })}
        />
      </dd>
      <dt>{t('density')}</dt>
      <dd>
        <Segmented
          label={t('density')}
          value={density}
          options={[
            ['compact', t('compact')],
            ['default', t('default')],
            ['comfortable', t('comfortable')],
          ]}
          onChange={(value) => change({ density: value })}
        />
      </dd>
      <dt>{t('language')}</dt>
      <dd>
        <Segmented
          label={t('language')}
          value={language}
          options={[
            ['zh-CN', '中文', 'zh-CN'],
            ['en', 'English', 'en'],
          ]}
          onChange={speak}
        />
      </dd>
    </dl>
  )
}
