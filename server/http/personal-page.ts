import { escapedXml, type PersonalData } from '../../engine/index.ts'

type Values = Readonly<Record<string, unknown>>

const words = {
  zh: {
    about: '关于「{title}」的个人信息',
    made: '导出时间',
    own: '资料',
    history: '修改历史',
    imported: '导入的行',
    field: '字段',
    value: '值',
    was: '原值',
    now: '新值',
  },
  en: {
    about: 'Personal data of {title}',
    made: 'Exported',
    own: 'Record',
    history: 'History',
    imported: 'Imported rows',
    field: 'Field',
    value: 'Value',
    was: 'Before',
    now: 'After',
  },
} as const

/** A page that the person can read without any other program. */
export function personalPage(data: PersonalData, english: boolean): string {
  const said = english ? words.en : words.zh
  const label = (object: string, key: string): string => {
    const known = data.labels[object]?.[key]
    return known ? (english ? known.en : known.zh) : key
  }
  const table = (object: string, record: Values): string =>
    `<table><tr><th>${said.field}</th><th>${said.value}</th></tr>${Object.entries(record)
      .filter(([key, value]) => value !== null && value !== '' && key !== 'id' && key !== 'revision')
      .map(([key, value]) => `<tr><td>${escapedXml(label(object, key))}</td><td>${escapedXml(shown(value))}</td></tr>`)
      .join('')}</table>`
  const [own = ''] = Object.keys(data.labels)
  const title = escapedXml(said.about.replace('{title}', data.title))
  const history = data.history.flatMap(({ at, by, changes }) =>
    Object.entries(changes).map(
      ([key, [was, now]]) =>
        `<tr><td>${escapedXml(at)}</td><td>${escapedXml(by ?? '')}</td><td>${escapedXml(label(own, key))}</td><td>${escapedXml(shown(was))}</td><td>${escapedXml(shown(now))}</td></tr>`,
    ),
  )
  const related = data.related
    .filter(({ records }) => records.length > 0)
    .map(
      ({ object, label: name, records }) =>
        `<h2>${escapedXml(english ? name.en : name.zh)} (${records.length})</h2>${records.map((record) => table(object, record)).join('')}`,
    )
  const imported =
    data.imported.length > 0
      ? `<h2>${said.imported}</h2>${data.imported.map(({ cells }) => `<p>${escapedXml(shown(cells))}</p>`).join('')}`
      : ''
  return `<!doctype html><html lang="${english ? 'en' : 'zh-CN'}"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:14px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#171c20}table{border-collapse:collapse;width:100%;margin:0 0 1rem}td,th{border:1px solid #d3d9dd;padding:4px 8px;text-align:start;vertical-align:top;overflow-wrap:anywhere}th{background:#f4f6f7}</style></head>
<body><h1>${title}</h1><p>${said.made}: ${escapedXml(data.at)}</p><h2>${said.own}</h2>${table(own, data.record)}${related.join('')}${imported}
<h2>${said.history}</h2><table><tr><th></th><th></th><th>${said.field}</th><th>${said.was}</th><th>${said.now}</th></tr>${history.join('')}</table></body></html>`
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(shown).join(', ')
  if (typeof value !== 'object') return String(value)
  if ('title' in value) return String(value.title)
  if ('amount' in value && 'currency' in value) return `${String(value.currency)} ${String(value.amount)}`
  return Object.values(value).map(shown).filter(Boolean).join(' ')
}
