import { X } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import { common, useText } from '../text/index.ts'
import './dialog.css'
import { keepInside, useFocusInside } from './focus.ts'

type Props = {
  title: ReactNode
  onClose: () => void
  children: ReactNode
  /** Buttons at the foot, the main one first. */
  footer?: ReactNode
  /** Beside the title: a link to the page, a position. */
  extra?: ReactNode
  width?: number
  /** `drawer`: at the right edge, for previews and short edits; the screen behind stays usable. */
  place?: 'middle' | 'drawer'
  className?: string
  /** A click beside it closes it; false where typed text would be lost. */
  closeOutside?: boolean
}

/**
 * A dialog or a drawer. Focus starts inside, stays inside a dialog, and goes back to where it was; Esc closes the topmost thing only.
 * Built without the browser's own modal layer: menus and pickers hang on the page and must lie above it.
 */
export function Dialog({ title, onClose, children, footer, extra, width, place = 'middle', className = '', closeOutside = true }: Props) {
  const t = useText(common)
  const heading = useId()
  const own = useRef<HTMLDivElement>(null)
  const isModal = place === 'middle'

  useFocusInside(
    own,
    (box) =>
      box.querySelector<HTMLElement>('[autofocus], [data-autofocus]') ??
      box.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select):not([disabled])'),
  )

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    } else if (event.key === 'Tab' && isModal) keepInside(event, own.current)
  }

  const box = (
    <div
      ref={own}
      role="dialog"
      aria-modal={isModal || undefined}
      aria-labelledby={heading}
      tabIndex={-1}
      className={`dialog ${place} ${className}`}
      style={width === undefined ? undefined : ({ '--dialog-w': `${width}px` } as CSSProperties)}
      onKeyDown={onKeyDown}
    >
      <header className="dialog-head">
        <h2 id={heading} className="el">
          {title}
        </h2>
        {extra}
        <button type="button" className="ib sm end" aria-label={t('close')} onClick={onClose}>
          <X className="i" aria-hidden="true" />
        </button>
      </header>
      <div className="dialog-body">{children}</div>
      {footer && <footer className="dialog-foot">{footer}</footer>}
    </div>
  )
  if (!isModal) return createPortal(box, document.body)
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the dialog is a shortcut for its close button
    <div className="dialog-scrim" onMouseDown={(event) => event.target === event.currentTarget && closeOutside && onClose()}>
      {box}
    </div>,
    document.body,
  )
}
