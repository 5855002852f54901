import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

/** The keys of an open cell, under its options. */
export function CellKeys({ several = false }: { several?: boolean }) {
  const t = useText(messages)
  return (
    <div className="hint" aria-hidden="true">
      <span>
        <kbd>↵</kbd> {several ? t('toggle') : t('save')}
      </span>
      <span>
        <kbd>Tab</kbd> {t('nextCell')}
      </span>
      <span>
        <kbd>Esc</kbd> {t('cancel')}
      </span>
    </div>
  )
}
