import { ClipboardPaste, FileUp } from 'lucide-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { useText } from '../../../text/index.ts'
import { messages } from '../messages.ts'

const accepted = '.csv,.tsv,.tab,.txt,.xlsx,.xls,.vcf,.json,.jsonl,.ndjson,.zip,.gz,text/csv,text/plain,text/vcard,application/json'

/** Where files are dropped, chosen or pasted. */
export function DropZone({
  isBusy,
  onFiles,
  onPaste,
}: {
  isBusy: boolean
  onFiles: (files: readonly File[]) => void
  onPaste: () => void
}) {
  const t = useText(messages)
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)

  function onDrop(event: DragEvent): void {
    event.preventDefault()
    setOver(false)
    onFiles([...event.dataTransfer.files])
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
        multiple
        tabIndex={-1}
        aria-label={t('choose')}
        accept={accepted}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <div className="row g4 wrap">
        <Button look="primary" busy={isBusy && t('uploading')} onClick={() => input.current?.click()}>
          {t('choose')}
        </Button>
        <Button keys="Mod+V" icon={<ClipboardPaste className="i s" aria-hidden="true" />} onClick={onPaste}>
          {t('paste')}
        </Button>
      </div>
    </div>
  )
}
