import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Keys } from './Keys.tsx'

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> & {
  /** `primary`: one per page. */
  look?: 'plain' | 'primary' | 'bare' | 'text' | 'danger' | 'good'
  size?: 'xs' | 'sm' | 'md' | 'lg'
  icon?: ReactNode
  keys?: string
  /** The verb in progress, 保存中…: shown, and the button waits, keeping its width. */
  busy?: string | false | undefined
  /** Why it must wait. The button stays visible and says so. */
  whyNot?: string | undefined
  children?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

const looks = { plain: '', primary: ' pri', bare: ' bare', text: ' text', danger: ' danger', good: ' good' }
const sizes = { xs: ' xs', sm: ' sm', md: '', lg: ' lg' }

export function Button({
  look = 'plain',
  size = 'md',
  icon,
  keys,
  busy,
  whyNot,
  children,
  className = '',
  onClick,
  title,
  type = 'button',
  ...rest
}: Props) {
  const waits = Boolean(busy) || whyNot !== undefined
  return (
    <button
      {...rest}
      type={type}
      className={`btn${looks[look]}${sizes[size]} ${className}`}
      aria-disabled={waits || undefined}
      aria-busy={busy ? true : undefined}
      title={whyNot ?? title}
      onClick={waits ? (event) => event.preventDefault() : onClick}
    >
      {icon}
      {busy || children}
      {keys !== undefined && <Keys keys={keys} />}
    </button>
  )
}
