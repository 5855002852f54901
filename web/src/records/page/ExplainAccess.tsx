import { Eye } from 'lucide-react'
import { useRef, useState } from 'react'
import { useLabel } from '../../data/meta.ts'
import { useExplain } from '../../data/records.ts'
import { Popover } from '../../design/Popover.tsx'
import { useText } from '../../text/index.ts'
import { pageTexts } from './messages.ts'

/** Why this reader may see the record, in words. */
export function ExplainAccess({ object, id }: { object: string; id: string }) {
  const t = useText(pageTexts)
  const label = useLabel()
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const { data, isPending } = useExplain(object, id, { enabled: isOpen })
  return (
    <>
      <button ref={anchor} type="button" className="explain" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Eye className="i s" aria-hidden="true" />
        {t('why')}
      </button>
      {isOpen && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} place="bottom-end" width={320} label={t('why')}>
          <ul className="explain-list">
            {isPending && <li className="t3">…</li>}
            {data?.allowed.map((one) => (
              <li key={one.action}>
                <span className="t3">{t(actionWords[one.action] ?? 'mayOther')}</span>
                <span>{label(one.why)}</span>
              </li>
            ))}
          </ul>
        </Popover>
      )}
    </>
  )
}

const actionWords: Readonly<Record<string, 'mayRead' | 'mayUpdate' | 'mayDelete'>> = {
  read: 'mayRead',
  update: 'mayUpdate',
  delete: 'mayDelete',
}
