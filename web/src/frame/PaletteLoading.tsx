import './palette.css'
import { Search } from 'lucide-react'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

let typed = ''

/** What was typed while the palette was still on its way: it begins with that. */
export function takeTypedAhead(): string {
  const text = typed
  typed = ''
  return text
}

/** The box of the palette, before the rest of it is here: hands that know ⌘K do not wait for it. */
export function PaletteLoading({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  return (
    <div className="scrim">
      <section className="cmd" role="dialog" aria-modal="true" aria-label={t('searchOrRun')} aria-busy="true">
        <div className="in">
          <Search className="i" aria-hidden="true" />
          <input
            // biome-ignore lint/a11y/noAutofocus: a palette is opened to type into it
            autoFocus
            aria-label={t('searchOrRun')}
            placeholder={t('searchOrRun')}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              typed = event.target.value
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              takeTypedAhead()
              onClose()
            }}
          />
        </div>
      </section>
    </div>
  )
}
