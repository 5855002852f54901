import { Link } from '@tanstack/react-router'
import { CircleAlert, Plus, SearchX, Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import { isProblem, type ObjectMeta } from '../data/client.ts'
import { inSentence, labelOf } from '../data/meta.ts'
import { problemText } from '../data/problems.ts'
import { common, useText } from '../text/index.ts'
import { Button } from './Button.tsx'
import { Forbidden } from './Forbidden.tsx'
import { Icon } from './Icon.tsx'
import { messages } from './messages.ts'

/** Something went wrong while reading. What is on screen stays below it; a right that is missing and a record that is not there say so. */
export function LoadError({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const t = useText(messages)
  if (isProblem(error) && error.status === 404) return <NotFound />
  if (isProblem(error) && error.status === 403) return <Forbidden detail={problemText(error)} />
  const reference = isProblem(error) ? error.problem.reference : undefined
  return (
    <div className="alert" role="alert" style={{ margin: 12 }}>
      <CircleAlert className="i" aria-hidden="true" />
      <div className="grow">
        <b>{t('notRead')}</b>
        <div className="t2">
          {problemText(error)}
          {reference && <ReferenceNumber reference={reference} />}
        </div>
      </div>
      {onRetry && (
        <Button size="sm" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}

function ReferenceNumber({ reference }: { reference: string }) {
  const t = useText(common)
  return <span className="t3"> {t('reference', { reference })}</span>
}

/** A list that holds nothing yet: what lives here, and the fastest start. */
export function EmptyObject({
  object,
  onNew,
  children,
}: {
  object: ObjectMeta
  onNew?: (() => void) | undefined
  /** A further way to begin, under the buttons. */
  children?: ReactNode
}) {
  const t = useText(messages)
  const words = useText(common)
  const plural = inSentence(labelOf(object.plural))
  const one = inSentence(labelOf(object.label))
  const canImport = object.may.import && object.may.create
  return (
    <div className="empty">
      <Icon name={object.icon} />
      <b>{t('nothingYet', { object: plural })}</b>
      {object.may.create && <p>{canImport ? t('startWith') : t('startWithNew')}</p>}
      <div className="btns">
        {canImport && (
          <Link to="/imports/new" search={{ object: object.key }} className="btn pri">
            <Upload className="i" aria-hidden="true" />
            {t('import', { object: plural })}
          </Link>
        )}
        {object.may.create &&
          (onNew ? (
            <Button look={canImport ? 'plain' : 'primary'} icon={<Plus className="i" aria-hidden="true" />} onClick={onNew}>
              {words('newOf', { object: one })}
            </Button>
          ) : (
            <Link to="/$route/new" params={{ route: object.route }} className={`btn${canImport ? '' : ' pri'}`}>
              <Plus className="i" aria-hidden="true" />
              {words('newOf', { object: one })}
            </Link>
          ))}
      </div>
      {children}
    </div>
  )
}

export function Empty({ icon, title, children, actions }: { icon: ReactNode; title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty">
      {icon}
      <b>{title}</b>
      {children && <p>{children}</p>}
      {actions && <div className="btns">{actions}</div>}
    </div>
  )
}

export function NotFound() {
  const t = useText(messages)
  return (
    <Empty
      icon={<SearchX className="i" aria-hidden="true" />}
      title={t('notFound')}
      actions={
        <Link to="/" className="btn">
          {t('toStart')}
        </Link>
      }
    >
      {t('notFoundWhy')}
    </Empty>
  )
}

/** Grey bars with the height of the rows that will stand here, after 150 ms. */
export function SkeletonRows({ rows = 12, widths = [180, 90, 120] }: { rows?: number; widths?: readonly number[] }) {
  const t = useText(messages)
  return (
    <output className="late" style={{ display: 'block' }} aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
          key={row}
          className="row"
          style={{ height: 'var(--row-h)', gap: 40, padding: '0 16px', borderBottom: '1px solid var(--line)' }}
        >
          {widths.map((width, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
            <span key={column} className="sk" style={{ width: width * (0.7 + (((row * 7 + column * 3) % 5) / 5) * 0.4) }} />
          ))}
        </div>
      ))}
    </output>
  )
}
