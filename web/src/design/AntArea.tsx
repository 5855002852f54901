import ConfigProvider from 'antd/es/config-provider'
import enGB from 'antd/es/locale/en_GB'
import zhCN from 'antd/es/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/en-gb'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useMemo } from 'react'
import { useLanguage } from '../text/language.ts'
import { antTheme } from './ant-theme.ts'
import { useAppearance } from './appearance.ts'

/**
 * Whatever shows an Ant Design input, picker, menu or dialog stands inside one of these. It is not around the whole app: the frame, the
 * grid and the board are ours, so the first rows are painted before Ant Design is even asked for.
 */
export function AntArea({ children }: { children: ReactNode }) {
  const language = useLanguage()
  const appearance = useAppearance()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the page's own tokens, which follow the appearance
  const theme = useMemo(antTheme, [appearance])
  dayjs.locale(language === 'en' ? 'en-gb' : 'zh-cn')
  return (
    <ConfigProvider theme={theme} locale={language === 'en' ? enGB : zhCN} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      {children}
    </ConfigProvider>
  )
}
