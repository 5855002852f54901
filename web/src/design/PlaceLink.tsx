import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes } from 'react'

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }

/** A link by a written address, query and all: `/accounts?view=…`. Opens without a reload, and in a new tab where one asks for it. */
export function PlaceLink({ href, onClick, ...rest }: Props) {
  const router = useRouter()
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event)
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        void router.navigate({ href })
      }}
    />
  )
}
