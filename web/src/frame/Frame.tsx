import './frame.css'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { applyMe } from '../data/apply-me.ts'
import { resumeJobs } from '../data/jobs.ts'
import { useLabel, useMeta } from '../data/meta.ts'
import { sendKept } from '../data/send-kept.ts'
import { runUndoToast } from '../data/toasts.ts'
import { focusScreen } from '../design/focus.ts'
import { lazyPart } from '../design/lazy-part.tsx'
import { usePreload } from '../design/use-preload.ts'
import { useLanguage, useText } from '../text/index.ts'
import { useAreas, useHasAnalysis } from './areas.ts'
import { isTyping, useKeys } from './keys.ts'
import { messages } from './messages.ts'
import { openOverlay, useOverlay } from './overlay.ts'
import { PaletteLoading } from './PaletteLoading.tsx'
import { Panel } from './Panel.tsx'
import { PhoneBar } from './PhoneBar.tsx'
import { useCloseOnLeave, usePanel } from './panel-state.ts'
import { Rail } from './Rail.tsx'
import { Toasts } from './Toasts.tsx'

const CommandPalette = lazyPart(async () => (await import('./CommandPalette.tsx')).CommandPalette)
const KeyList = lazy(async () => ({ default: (await import('./KeyList.tsx')).KeyList }))
const NewWorkspace = lazy(async () => ({ default: (await import('../settings/access/NewWorkspace.tsx')).NewWorkspace }))
const PhoneMenu = lazy(async () => ({ default: (await import('./PhoneMenu.tsx')).PhoneMenu }))
const KeptWrites = lazy(async () => ({ default: (await import('./KeptWrites.tsx')).KeptWrites }))
const LeaveDialog = lazy(async () => ({ default: (await import('./LeaveDialog.tsx')).LeaveDialog }))

/** Rail, panel, and the screen between them; what floats over all screens; the keys that work everywhere. */
export function Frame() {
  const t = useText(messages)
  const language = useLanguage()
  const meta = useMeta()
  const panel = usePanel()
  const overlay = useOverlay()

  useEffect(() => applyMe(meta), [meta])
  usePreload(CommandPalette.preload)
  useCloseOnLeave()
  useEffect(() => void resumeJobs(), [])
  useEffect(() => {
    const send = () => void sendKept()
    // What an earlier page left: only now is known whose it is.
    send()
    addEventListener('online', send)
    return () => removeEventListener('online', send)
  }, [])
  useFrameKeys(panel)

  return (
    <div className={`app${panel.isShown ? '' : ' wide'}`} lang={language}>
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <Rail />
      {panel.isShown && panel.isFloating && <div className="panel-veil" onPointerDown={panel.close} />}
      {panel.isShown && <Panel />}
      <Outlet />
      <PhoneBar />
      <Toasts />
      {overlay === 'palette' && (
        <Suspense fallback={<PaletteLoading onClose={() => openOverlay(null)} />}>
          <CommandPalette onClose={() => openOverlay(null)} />
        </Suspense>
      )}
      <Suspense>
        {overlay === 'keys' && <KeyList onClose={() => openOverlay(null)} />}
        {overlay === 'workspace' && <NewWorkspace onClose={() => openOverlay(null)} />}
        {overlay === 'kept' && <KeptWrites onClose={() => openOverlay(null)} />}
        {overlay === 'leave' && <LeaveDialog onClose={() => openOverlay(null)} />}
        {overlay === 'phone-menu' && <PhoneMenu onClose={() => openOverlay(null)} />}
      </Suspense>
    </div>
  )
}

/** In a field of the screen itself: what lies over it closes by the same key. */
function isInField({ target }: KeyboardEvent): boolean {
  return isTyping(target) && target instanceof Element && !target.closest('[role="dialog"], .pop')
}

/** The second key after G: one letter per area, fixed, so that hands can learn it. */
const areaKeys: Readonly<Record<string, string>> = {
  customers: 'c',
  sales: 's',
  marketing: 'm',
  service: 'v',
  interaction: 'i',
  inbox: 'i',
}

function useFrameKeys(panel: ReturnType<typeof usePanel>): void {
  const t = useText(messages)
  const label = useLabel()
  const navigate = useNavigate()
  const areas = useAreas()
  const hasAnalysis = useHasAnalysis()
  useKeys(t('everywhere'), [
    { keys: 'Mod+k', label: t('openPalette'), run: () => openOverlay('palette') },
    { keys: 'Mod+z', label: t('undoKey'), when: (event) => !isTyping(event.target), run: () => void runUndoToast() },
    { keys: '?', label: t('listOfKeys'), run: () => openOverlay('keys') },
    { keys: '[', label: t('togglePanel'), run: panel.toggle },
    { keys: 'Escape', label: t('leaveField'), inFields: true, when: isInField, run: focusScreen },
    { keys: 'Escape', label: t('hidePanel'), hidden: true, when: () => panel.isFloating && panel.isShown, run: panel.close },
    { keys: 'g h', label: t('goTo', { area: t('home') }), run: () => void navigate({ to: '/' }) },
    ...(hasAnalysis ? [{ keys: 'g a', label: t('goTo', { area: t('analysis') }), run: () => void navigate({ to: '/analysis' }) }] : []),
    { keys: 'g n', label: t('goTo', { area: t('notifications') }), run: () => void navigate({ to: '/notifications' }) },
    ...areas.flatMap((area) => {
      const key = areaKeys[area.key]
      const route = area.objects[0]?.route
      return key && route
        ? [
            {
              keys: `g ${key}`,
              label: t('goTo', { area: label(area.label) }),
              run: () => void navigate({ to: '/$route', params: { route } }),
            },
          ]
        : []
    }),
  ])
}
