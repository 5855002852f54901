import { ArrowLeft, ArrowRight, ChevronDown, Copy, House, Link as LinkIcon, Pencil, Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Count, ObjectMeta } from '../../data/client.ts'
import { useObjectIfReadable } from '../../data/meta.ts'
import { useCount } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { formatCount } from '../../design/format.ts'
import { Menu } from '../../design/Menu.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'
import { SaveViewDialog } from './SaveViewDialog.tsx'
import type { ListState } from './use-list-state.ts'
import type { useSaveView } from './use-save-view.ts'
import type { View } from './view.ts'
import { useViewPreferences } from './view-preferences.ts'
import './views.css'

type ViewTabsProps = {
  object: ObjectMeta
  state: ListState
  saving: ReturnType<typeof useSaveView>
  /** How many records the list shows now, with all conditions. */
  count: Count | undefined
  /** At the right: list or board. */
  children?: ReactNode
}

/** The views of an object as tabs, each with its count; the one that is shown carries a dot while it differs from what is saved. */
export function ViewTabs({ object, state, saving, count, children }: ViewTabsProps) {
  const t = useText(messages)
  const mayKeep = useObjectIfReadable('savedView')?.may.create === true

  return (
    <div className="views">
      <div className="vw-tabs" role="tablist" aria-label={t('views')}>
        {state.views.map((view) => (
          <Tab key={view.key} object={object} view={view} isShown={view.key === state.view.key} state={state} count={count} />
        ))}
      </div>
      <ViewMenu object={object} state={state} saving={saving} />
      {mayKeep && (
        <button type="button" className="vw-new" onClick={() => saving.ask('new')}>
          <Plus className="i s" aria-hidden="true" />
          {t('newView')}
        </button>
      )}
      <div className="end">{children}</div>
      {saving.asking === 'new' && (
        <SaveViewDialog
          title={t('newView')}
          action={t('create')}
          initial={{ name: '', audience: 'personal', favourite: true }}
          isSaving={saving.isSaving}
          problem={saving.problem}
          onSave={(given) => void saving.saveNew(given)}
          onClose={() => saving.ask(null)}
        />
      )}
      {saving.asking === 'edit' && state.view.saved && (
        <SaveViewDialog
          title={t('editView')}
          action={t('saveView')}
          initial={{ name: state.view.name, audience: state.view.saved.audience, favourite: state.view.saved.favourite }}
          isSaving={saving.isSaving}
          problem={saving.problem}
          onSave={(given) => void saving.rename(given)}
          onClose={() => saving.ask(null)}
        />
      )}
    </div>
  )
}

function Tab({
  object,
  view,
  isShown,
  state,
  count,
}: {
  object: ObjectMeta
  view: View
  isShown: boolean
  state: ListState
  count: Count | undefined
}) {
  const t = useText(messages)
  const own = useCount(object.key, view.filter ? { filter: view.filter } : {}, { enabled: !isShown })
  const shown = isShown ? count : own.data
  return (
    <button
      type="button"
      role="tab"
      aria-selected={isShown}
      className={isShown ? 'on' : ''}
      onClick={() => (isShown ? undefined : state.chooseView(view.key))}
    >
      <span className="el">{view.name}</span>
      {shown && <span className="cnt">{formatCount(shown)}</span>}
      {isShown && state.isChanged && <span className="vw-changed" role="img" title={t('unsaved')} aria-label={t('unsaved')} />}
    </button>
  )
}

function ViewMenu({ object, state, saving }: Pick<ViewTabsProps, 'object' | 'state' | 'saving'>) {
  const t = useText(messages)
  const { beginWith, move } = useViewPreferences(object.key)
  const { view, views, start } = state
  const at = views.findIndex(({ key }) => key === view.key)

  async function copyLink(): Promise<void> {
    await navigator.clipboard.writeText(location.href)
    showToast({ kind: 'told', text: t('linkCopied'), seconds: 5 })
  }

  return (
    <Menu
      label={t('viewMenu', { name: view.name })}
      width={200}
      entries={[
        ...(view.saved?.isMine
          ? [{ label: t('editView'), icon: <Pencil className="i s" aria-hidden="true" />, run: () => saving.ask('edit') }]
          : []),
        { label: t('saveAs'), icon: <Copy className="i s" aria-hidden="true" />, run: () => saving.ask('new') },
        ...(view.key === start
          ? []
          : [
              {
                label: t('beginWith'),
                icon: <House className="i s" aria-hidden="true" />,
                run: () => {
                  beginWith(view.key)
                  showToast({ text: t('beginsWith', { name: view.name }), seconds: 5 })
                },
              },
            ]),
        ...(at > 0
          ? [{ label: t('moveLeft'), icon: <ArrowLeft className="i s" aria-hidden="true" />, run: () => move(views, view.key, -1) }]
          : []),
        ...(at < views.length - 1
          ? [{ label: t('moveRight'), icon: <ArrowRight className="i s" aria-hidden="true" />, run: () => move(views, view.key, 1) }]
          : []),
        { label: t('copyLink'), icon: <LinkIcon className="i s" aria-hidden="true" />, run: () => void copyLink() },
        ...(view.saved?.isMine
          ? [
              { kind: 'separator' as const },
              { label: t('deleteView'), icon: <Trash2 className="i s" aria-hidden="true" />, danger: true, run: saving.remove },
            ]
          : []),
      ]}
    >
      {(open) => (
        <button type="button" className="ib sm vw-menu" aria-label={t('viewMenu', { name: view.name })} {...open}>
          <ChevronDown className="i s" aria-hidden="true" />
        </button>
      )}
    </Menu>
  )
}
