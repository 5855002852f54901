/**
 * Latin words of a Chinese text: names of products, formats, protocols, keys, units and currencies, which Chinese writes in Latin letters too. A
 * word is added here only when Chinese has none for it.
 */
const latinInChinese = new Set(
  [
    // Formats, encodings and protocols
    'API REST URL HTTP HTTPS CSV XLSX XLS TSV JSON XML ZIP PDF vCard vcf ICS iCal UTF GBK GB18030 Big5 SHIFT_JIS EUC KOI8 ISO MACINTOSH',
    'UUID TOTP WebAuthn PIN Cookie SMTP OIDC SSO MCP Webhook CORS localhost base64 SQL',
    // Keys
    'Esc Ctrl Tab Enter Space Shift Alt Home End Delete Backspace',
    // Products
    'Guanxi HubSpot Salesforce Odoo Dynamics Zendesk Maven Excel WPS Windows Linux macOS Android iOS Chrome Chromium Headless HeadlessChrome Safari Firefox Edge',
    'Node PostgreSQL Citus Authenticator Google Microsoft Outlook',
    // Currencies, time and law
    'CNY USD EUR GBP JPY HKD TWD SGD UTC GMT PIPL GDPR',
    // What salespeople say
    'VIP CRM ERP SaaS BANT MEDDIC',
  ]
    .join(' ')
    .split(' ')
    .map((word) => word.toLowerCase()),
)

/** What people type, in both languages alike: a division as files of China name it, initials in the palette. */
const typed = /江苏 苏州|\bbjyh\b/g

/** What is not language: values to be filled in, addresses, instants, names of settings and headers. */
function bare(text: string): string {
  const code =
    /[\w.+-]+@[\w.-]+|https?:\S+|(?:[\w-]+\.)+(?:com|example)\b|\d{4}-\d\d-\d\dT\S+|--[a-z-]+|\b[A-Z]+(?:_[A-Z]+)+\b|1Password|\.env\b/g
  return text
    .replace(/\$?\{+[^}]*\}+/g, ' ')
    .replace(code, ' ')
    .replace(typed, ' ')
}

/** Words of the other language in a text; empty when it is in its own. */
export function wordsOfOtherLanguage(text: string, language: 'zh' | 'en'): string[] {
  if (language === 'en') return bare(text).match(/\p{Script=Han}+/gu) ?? []
  return (bare(text).match(/\p{Script=Latin}[\p{Script=Latin}\d_]{2,}/gu) ?? []).filter((word) => !latinInChinese.has(word.toLowerCase()))
}
