/**
 * Where anybody may have an address, so that sharing it says nothing. The large ones of China and of the world; an address at a rarer one is
 * one sign among others and decides nothing alone.
 */
const freeMail = new Set(
  `qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com vip.126.com yeah.net 188.com netease.com sina.com sina.cn vip.sina.com sohu.com vip.sohu.com tom.com 21cn.com
  139.com 189.cn wo.cn wo.com.cn aliyun.com 263.net 263.net.cn eyou.com china.com chinaren.com 2980.com hotmail.com outlook.com live.com live.cn msn.com msn.cn gmail.com
  googlemail.com icloud.com me.com mac.com yahoo.com yahoo.cn yahoo.com.cn yahoo.co.jp yahoo.co.uk yahoo.com.hk yahoo.com.tw ymail.com aol.com gmx.com gmx.de gmx.net web.de mail.com
  mail.ru yandex.ru yandex.com proton.me protonmail.com zoho.com zohomail.com fastmail.com hey.com naver.com hanmail.net daum.net rediffmail.com t-online.de orange.fr
  free.fr wanadoo.fr libero.it uol.com.br bol.com.br terra.com.br comcast.net verizon.net att.net btinternet.com sky.com qq.cn hotmail.co.uk hotmail.fr outlook.jp
  pchome.com.tw hinet.net seed.net.tw netvigator.com singnet.com.sg`.split(/\s+/),
)
/** Where web pages stand that belong to many. */
const shared = new Set([
  'weibo.com',
  'taobao.com',
  'tmall.com',
  '1688.com',
  'jd.com',
  'alibaba.com',
  'facebook.com',
  'linkedin.com',
  'github.io',
  'weixin.qq.com',
])
const secondLevel = /^(?:com|net|org|gov|edu|ac|co|or|ne|go|gob|gov|mil)$/

/** The domain under which a company stands in the net: of `https://www.acme.com.cn/about` and of `lin@mail.acme.com.cn` it is `acme.com.cn`. Empty for those that many share. */
export function companyDomain(text: string): string {
  const address = text.normalize('NFKC').trim().toLowerCase()
  const host = address.includes('@')
    ? address.slice(address.lastIndexOf('@') + 1)
    : address.replace(/^[a-z][a-z\d+.-]*:\/\//, '').replace(/[/?#:].*$/, '')
  if (!/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(host) || /^[\d.]+$/.test(host) || freeMail.has(host)) return ''
  const parts = host.split('.')
  const last = parts.at(-1) ?? ''
  const kept = last.length === 2 && parts.length > 2 && secondLevel.test(parts.at(-2) ?? '') ? 3 : 2
  const domain = parts.slice(-kept).join('.')
  return freeMail.has(domain) || shared.has(domain) ? '' : domain
}
