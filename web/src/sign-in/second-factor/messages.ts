import { defineTexts } from '../../text/catalogue.ts'

export const messages = defineTexts({
  title: { zh: '两步验证', en: 'Two-step sign-in' },
  enterCode: { zh: '输入验证码', en: 'Enter your code' },
  enterCodeText: {
    zh: '打开手机上的验证器应用，输入现在显示的 6 位数字。',
    en: 'Open the authenticator app on your phone and enter the 6 digits it shows.',
  },
  enterRecovery: { zh: '输入恢复码', en: 'Enter a recovery code' },
  enterRecoveryText: {
    zh: '开启两步验证时保存的恢复码，每个只能用一次。',
    en: 'One of the codes you kept when you turned it on; each works once.',
  },
  code: { zh: '验证码', en: 'Code' },
  recoveryCode: { zh: '恢复码', en: 'Recovery code' },
  trust: { zh: '30 天内在此浏览器不再询问', en: 'Do not ask again in this browser for 30 days' },
  verify: { zh: '登录', en: 'Sign in' },
  verifying: { zh: '登录中…', en: 'Signing in…' },
  useRecovery: { zh: '手机不在身边？用恢复码', en: 'No phone at hand? Use a recovery code' },
  useApp: { zh: '用验证器应用', en: 'Use the authenticator app' },
  startOver: { zh: '换个账号登录', en: 'Sign in as somebody else' },

  mustSetUp: { zh: '设置两步验证', en: 'Set up two-step sign-in' },
  mustSetUpText: {
    zh: '你的公司要求登录时除密码外再输入手机上的验证码。设置只需一分钟。',
    en: 'Your company asks for a code from your phone beside the password. Setting it up takes a minute.',
  },
  password: { zh: '现在的密码', en: 'Current password' },
  passwordMissing: { zh: '填写密码', en: 'Enter your password' },
  next: { zh: '下一步', en: 'Next' },
  wait: { zh: '请稍候…', en: 'One moment…' },
  scan: {
    zh: '用验证器应用（如微信小程序「腾讯身份验证器」、Microsoft Authenticator、1Password）扫描二维码。',
    en: 'Scan the picture with an authenticator app, such as Google Authenticator, Microsoft Authenticator or 1Password.',
  },
  qr: { zh: '供验证器应用扫描的二维码', en: 'QR code for an authenticator app' },
  manual: { zh: '不能扫描？在应用里手动输入密钥：', en: 'Cannot scan? Type this key into the app:' },
  copyKey: { zh: '复制密钥', en: 'Copy the key' },
  copied: { zh: '已复制', en: 'Copied' },
  firstCode: { zh: '应用显示的验证码', en: 'The code that the app shows' },
  turnOn: { zh: '开启', en: 'Turn on' },
  keepCodes: { zh: '保存恢复码', en: 'Keep your recovery codes' },
  keepCodesText: {
    zh: '手机丢失时用恢复码登录，每个只能用一次。它们只显示这一次，请保存在安全的地方。',
    en: 'They let you in when the phone is gone; each works once. They are shown this once, so keep them somewhere safe.',
  },
  copyCodes: { zh: '复制', en: 'Copy' },
  saveCodes: { zh: '保存为文件', en: 'Save as a file' },
  codesFile: { zh: 'Guanxi 恢复码 {email}', en: 'Guanxi recovery codes {email}' },
  codesKept: { zh: '已保存，继续', en: 'I have kept them' },
  signOut: { zh: '退出登录', en: 'Sign out' },
})
