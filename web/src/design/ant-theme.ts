import type { ThemeConfig } from 'antd'
import theme from 'antd/es/theme'

/** A value of tokens.css as it stands now: light or dark, compact or comfortable. */
function tokenReader(): (name: string) => string {
  const style = getComputedStyle(document.documentElement)
  return (name) => style.getPropertyValue(name).trim()
}

const pixels = (value: string) => Number.parseFloat(value)

/** Ant Design drawn in our own tokens. Read again whenever theme or density change. */
export function antTheme(): ThemeConfig {
  const token = tokenReader()
  const dark = document.documentElement.dataset['theme'] === 'dark'
  const brand = token('--brand')
  return {
    cssVar: { key: 'gx' },
    hashed: false,
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: brand,
      colorInfo: brand,
      colorLink: token('--brand-text'),
      colorPrimaryHover: token('--brand-hover'),
      colorPrimaryActive: token('--brand-press'),
      colorPrimaryBg: token('--brand-bg'),
      controlItemBgActive: token('--brand-bg'),
      controlItemBgHover: token('--bg-fill'),
      colorPrimaryBorder: token('--brand-line'),
      colorSuccess: token('--ok'),
      colorWarning: token('--warn'),
      colorError: token('--bad'),
      colorBgLayout: token('--bg-layout'),
      colorBgContainer: token('--bg-surface'),
      colorBgElevated: token('--bg-raised'),
      colorBgMask: token('--bg-scrim'),
      colorFillAlter: token('--bg-sunken'),
      colorFillSecondary: token('--bg-fill'),
      colorText: token('--tx-1'),
      colorTextSecondary: token('--tx-2'),
      colorTextTertiary: token('--tx-3'),
      colorTextPlaceholder: token('--tx-3'),
      colorTextDescription: token('--tx-3'),
      colorTextDisabled: token('--tx-off'),
      colorBorder: token('--line-2'),
      colorBorderSecondary: token('--line'),
      colorSplit: token('--line'),
      fontFamily: token('--font-sans'),
      fontSize: pixels(token('--fs-base')),
      fontSizeSM: pixels(token('--fs-small')),
      fontSizeLG: pixels(token('--fs-read')),
      fontSizeXL: pixels(token('--fs-title')),
      borderRadius: pixels(token('--r-sm')),
      borderRadiusXS: pixels(token('--r-xs')),
      borderRadiusSM: pixels(token('--r-xs')),
      borderRadiusLG: pixels(token('--r-md')),
      controlHeight: pixels(token('--ctl-h')),
      controlHeightSM: pixels(token('--ctl-h-sm')),
      controlHeightLG: pixels(token('--ctl-h-lg')),
      boxShadow: token('--e-3'),
      boxShadowSecondary: token('--e-2'),
      motionDurationFast: '0.08s',
      motionDurationMid: '0.14s',
      motionDurationSlow: '0.2s',
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      sizeUnit: 4,
      sizeStep: 4,
      controlOutlineWidth: 2,
      wireframe: false,
      zIndexPopupBase: 1000,
    },
    components: {
      Table: {
        cellPaddingBlockSM: 6,
        cellPaddingInlineSM: 10,
        headerBg: token('--bg-sunken'),
        headerColor: token('--tx-3'),
        headerSplitColor: 'transparent',
        rowHoverBg: token('--bg-hover'),
        rowSelectedBg: token('--bg-select'),
        headerBorderRadius: 0,
      },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
      Tabs: { horizontalItemPadding: '9px 0', horizontalItemGutter: 18 },
      Menu: { itemHeight: 28, itemBorderRadius: 4, itemSelectedBg: token('--brand-bg'), itemMarginInline: 8 },
      Layout: { headerHeight: 44, siderBg: token('--bg-layout'), headerBg: token('--bg-surface') },
      Form: { itemMarginBottom: 14, labelColor: token('--tx-2') },
      Tag: { defaultBg: token('--mute-bg') },
    },
  }
}
