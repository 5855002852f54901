import { PanelLeft, Plus, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Keys, keyText } from '../design/Keys.tsx'
import { Menu } from '../design/Menu.tsx'
import { Bell } from '../notifications/Bell.tsx'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'
import { useNewEntries } from './new-entries.tsx'
import { openOverlay } from './overlay.ts'
import { usePanel } from './panel-state.ts'

/** Place, search, new, what I was told. */
export function TopBar({ children, tools }: { children: ReactNode; tools?: ReactNode }) {
  const t = useText(messages)
  const panel = usePanel()
  return (
    <header className="top">
      {!panel.isShown && (
        <button type="button" className="ib show-panel" title={t('showPanel')} aria-label={t('showPanel')} onClick={panel.toggle}>
          <PanelLeft className="i" aria-hidden="true" />
        </button>
      )}
      {children}
      <button
        type="button"
        className="search"
        onClick={() => openOverlay('palette')}
        aria-keyshortcuts="Meta+K Control+K"
        aria-label={`${t('searchOrRun')} (${keyText('Mod+K')})`}
      >
        <Search className="i s" aria-hidden="true" />
        <span>{t('searchOrRun')}</span>
        <Keys keys="Mod+K" />
      </button>
      {tools}
      <NewMenu />
      <Bell />
    </header>
  )
}

function NewMenu() {
  const t = useText(messages)
  const entries = useNewEntries()
  if (entries.length === 0) return null
  return (
    <Menu label={t('new')} place="bottom-end" width={200} entries={entries}>
      {(open) => (
        <button type="button" className="ib new" title={t('new')} aria-label={t('new')} {...open}>
          <Plus className="i" aria-hidden="true" />
        </button>
      )}
    </Menu>
  )
}
