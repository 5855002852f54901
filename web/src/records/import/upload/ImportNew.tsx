import '../import.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CircleAlert, FileUp } from 'lucide-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { inAreaOrder, useLabel, useMeta } from '../../../data/meta.ts'
import { problemText } from '../../../data/problems.ts'
import { Button } from '../../../design/Button.tsx'
import { Icon } from '../../../design/Icon.tsx'
import { Forbidden } from '../../../design/states.tsx'
import { Page } from '../../../frame/Page.tsx'
import { useText } from '../../../text/index.ts'
import { useUpload } from '../api.ts'
import { messages } from '../messages.ts'
import { Steps } from '../Steps.tsx'

/** Few, and set up rather than brought along. */
const madeByHand = new Set(['file', 'role', 'pipeline', 'stage', 'exchangeRate'])

/** Which records, which file. */
export function ImportNew() {
  const t = useText(messages)
  const label = useLabel()
  const navigate = useNavigate()
  const { object: asked } = useSearch({ from: '/frame/imports/new' })
  const importable = inAreaOrder(useMeta()).filter(
    ({ key, may, internal }) => may.import && may.create && !internal && !madeByHand.has(key),
  )
  const chosen = importable.find(({ key }) => key === asked) ?? importable.find(({ key }) => key === 'account') ?? importable[0]
  const upload = useUpload()

  function take(file: File | undefined): void {
    if (!file || !chosen || upload.isPending) return
    upload.mutate({ file, object: chosen.key }, { onSuccess: ({ id }) => void navigate({ to: '/imports/$id', params: { id } }) })
  }

  return (
    <Page crumbs={[{ label: t('imports'), href: '/imports' }]} title={t('newTitle')}>
      <div className="imp">
        <div className="imp-bar steps-bar">
          <Steps now="stepUpload" />
        </div>
        {!chosen ? (
          <Forbidden />
        ) : (
          <div className="imp-new">
            <h2 className="strong">{t('whatIsIt')}</h2>
            <div className="imp-objects" role="radiogroup" aria-label={t('whatIsIt')}>
              {importable.map((object) => (
                // biome-ignore lint/a11y/useSemanticElements: drawn as buttons with an icon
                <button
                  key={object.key}
                  type="button"
                  role="radio"
                  aria-checked={object === chosen}
                  onClick={() => void navigate({ to: '/imports/new', search: { object: object.key }, replace: true })}
                >
                  <Icon name={object.icon} size="s" />
                  {label(object.plural)}
                </button>
              ))}
            </div>
            {upload.error && (
              <div className="alert" role="alert" style={{ marginBottom: 12 }}>
                <CircleAlert className="i" aria-hidden="true" />
                <div>
                  <b>{t('notATable')}</b>
                  <div className="t2">{problemText(upload.error)}</div>
                </div>
              </div>
            )}
            <DropZone isBusy={upload.isPending} onFile={take} />
            <p className="t3" style={{ marginTop: 12 }}>
              {t('afterUpload')}
            </p>
          </div>
        )}
      </div>
    </Page>
  )
}

function DropZone({ isBusy, onFile }: { isBusy: boolean; onFile: (file: File | undefined) => void }) {
  const t = useText(messages)
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)

  function onDrop(event: DragEvent): void {
    event.preventDefault()
    setOver(false)
    onFile(event.dataTransfer.files[0])
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside
    <div
      className={`imp-drop${isOver ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <FileUp className="i" aria-hidden="true" />
      <b>{t('drop')}</b>
      <span className="t3">{t('dropHint')}</span>
      <input
        ref={input}
        id={id}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label={t('choose')}
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        onChange={(event) => {
          onFile(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button look="primary" busy={isBusy && t('uploading')} onClick={() => input.current?.click()}>
        {t('choose')}
      </Button>
    </div>
  )
}
