// Applies what this browser was last shown in before anything is painted; the account's own choice follows with /meta.
;(() => {
  const root = document.documentElement
  const kept = (name) => {
    try {
      return localStorage.getItem(`guanxi.${name}`)
    } catch {
      return null
    }
  }
  const theme = kept('theme')
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  if (dark) root.dataset.theme = 'dark'
  root.dataset.density = kept('density') ?? 'default'
  const language = kept('language') ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en')
  root.lang = language
})()
