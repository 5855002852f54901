import './entry.css'
import { type ReactNode, useEffect } from 'react'
import { Segmented } from '../design/Segmented.tsx'
import { Logo } from '../frame/Logo.tsx'
import { Notices } from '../frame/Toasts.tsx'
import { type Language, setLanguage, useLanguage, useText } from '../text/index.ts'
import { messages } from './messages.ts'

type Props = { title: string; onLanguage?: (language: Language) => void; children: ReactNode }

/** The frame of sign-in and set-up: a form, a language switch, and what this is all about. */
export function EntryScreen({ title, onLanguage, children }: Props) {
  const t = useText(messages)
  const language = useLanguage()

  useEffect(() => {
    document.title = `${title} · Guanxi`
  }, [title])

  return (
    <main className="entry" lang={language}>
      <div className="form-side">
        <header className="head">
          <Logo size={28} />
          <b translate="no">Guanxi 关系</b>
          <Segmented
            label={t('language')}
            value={language}
            options={[
              ['zh-CN', '中文', 'zh-CN'],
              ['en', 'English', 'en'],
            ]}
            onChange={(next) => {
              setLanguage(next)
              onLanguage?.(next)
            }}
          />
        </header>
        {children}
      </div>
      <aside className="brand-side">
        <TwoCircles />
        <p>{t('promise')}</p>
        <p>{t('promiseMore')}</p>
      </aside>
      <Notices />
    </main>
  )
}

const rings = [0, 1, 2, 3, 4, 5, 6]

/** The logo, opened up: rings around two people that meet in the middle. */
function TwoCircles() {
  return (
    <svg viewBox="0 0 600 600" aria-hidden="true">
      <defs>
        <clipPath id="gx-left">
          <circle cx="236" cy="300" r="112" />
        </clipPath>
      </defs>
      {rings.map((ring) => (
        <g key={ring} fill="none" stroke="#fff" strokeWidth={ring === 0 ? 2.5 : 1} opacity={ring === 0 ? 0.9 : 0.34 - ring * 0.045}>
          <circle cx="236" cy="300" r={112 + ring * 34} />
          <circle cx="364" cy="300" r={112 + ring * 34} />
        </g>
      ))}
      <circle cx="364" cy="300" r="112" fill="#fff" opacity=".16" clipPath="url(#gx-left)" />
    </svg>
  )
}
