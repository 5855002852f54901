import { defineTexts } from '../../text/catalogue.ts'

export const messages = defineTexts({
  twoStep: { zh: '两步验证', en: 'Two-step sign-in' },
  twoStepOff: {
    zh: '登录时除密码外，再输入手机上验证器应用显示的验证码。别人知道了密码也进不来。',
    en: 'Beside the password, signing in asks for a code from an app on your phone. A password alone then opens nothing.',
  },
  twoStepOn: { zh: '已开启。恢复码还剩 {count} 个。', en: 'On. {count} recovery {count|code|codes} left.' },
  twoStepMust: { zh: '你的公司要求两步验证。', en: 'Your company asks for it.' },
  setUp: { zh: '开启两步验证', en: 'Turn on two-step sign-in' },
  turnOff: { zh: '关闭两步验证', en: 'Turn off two-step sign-in' },
  turnOffText: { zh: '以后登录只需要密码，已保存的恢复码作废。', en: 'Signing in will need the password alone; your recovery codes end.' },
  turnedOff: { zh: '两步验证已关闭', en: 'Two-step sign-in is off' },
  newCodes: { zh: '重新生成恢复码', en: 'Make new recovery codes' },
  newCodesText: { zh: '原来的恢复码作废。', en: 'The old ones end.' },
  mayNotTurnOff: { zh: '你的公司要求两步验证，不能关闭。', en: 'Your company asks for it, so it stays on.' },
  password: { zh: '现在的密码', en: 'Current password' },
  passwordMissing: { zh: '填写密码', en: 'Enter your password' },
  wait: { zh: '请稍候…', en: 'One moment…' },

  signIn: { zh: '登录', en: 'Sign-in' },
  factorNotOn: { zh: '「{name}」没有开启两步验证', en: '{name} has not turned it on' },
  resetFactor: { zh: '重置两步验证', en: 'Reset two-step sign-in' },
  resetFactorTitle: { zh: '重置「{name}」的两步验证？', en: 'Reset two-step sign-in of {name}?' },
  resetFactorText: {
    zh: '用于手机和恢复码都丢失时。「{name}」会退出所有登录，之后只用密码登录；先确认是本人提出的。',
    en: 'For when the phone and the recovery codes are gone. {name} is signed out everywhere and signs in with the password alone. Make sure that it is really they who ask.',
  },
  factorReset: { zh: '已重置「{name}」的两步验证', en: 'Reset two-step sign-in of {name}' },

  policyTitle: { zh: '谁必须使用两步验证', en: 'Who must use two-step sign-in' },
  policyText: {
    zh: '还没有设置的人下次打开页面时要先设置，才能继续。访问令牌不受影响。',
    en: 'Whoever has not set it up is led there first, the next time they open a page. Access tokens go on as they are.',
  },
  optional: { zh: '由各人决定', en: 'Up to each person' },
  byRole: { zh: '部分角色', en: 'Some roles' },
  everyone: { zh: '所有人', en: 'Everyone' },
  rolesThatMust: { zh: '必须使用的角色', en: 'Roles that must use it' },
  policyKept: { zh: '已保存登录要求', en: 'Saved what the sign-in asks for' },
  chooseRole: { zh: '至少选一个角色', en: 'Choose at least one role' },
})
