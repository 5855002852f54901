import type { KeyboardEvent, ReactNode } from 'react'

export type PageTab = { key: string; label: string; count?: string | undefined }

/** Tabs of a record page; the chosen one stands in the address. Arrows walk them. */
export function PageTabs({
  tabs,
  current,
  onChoose,
  label,
  end,
}: {
  tabs: readonly PageTab[]
  current: string
  onChoose: (key: string) => void
  label: string
  end?: ReactNode
}) {
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const at = tabs.findIndex(({ key }) => key === current)
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (!next) return
    onChoose(next.key)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.key}"]`)?.focus()
  }

  return (
    <div className="ptabs">
      <div className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            data-tab={tab.key}
            id={`tab-${tab.key}`}
            aria-controls="tab-panel"
            aria-selected={tab.key === current}
            tabIndex={tab.key === current ? 0 : -1}
            onClick={() => onChoose(tab.key)}
          >
            {tab.label}
            {tab.count !== undefined && <span className="cnt">{tab.count}</span>}
          </button>
        ))}
      </div>
      {end && <span className="end">{end}</span>}
    </div>
  )
}
