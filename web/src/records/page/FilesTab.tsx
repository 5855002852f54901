import { Download, File as FileIcon, FileImage, FileSpreadsheet, FileText, FolderOpen, Trash2, Upload as UploadIcon } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { client, type ObjectMeta, type RecordJson } from '../../data/client.ts'
import { useObject } from '../../data/meta.ts'
import { useList, useRemoveRecord } from '../../data/records.ts'
import { formatBytes, formatDateTime, formatExactDateTime } from '../../design/format.ts'
import { Empty, LoadError, SkeletonRows } from '../../design/states.tsx'
import { useText } from '../../text/index.ts'
import { FilePreview } from './FilePreview.tsx'
import { useUploads } from './files.ts'
import { pageTexts } from './messages.ts'

/** The files of a record: drop them here, look at them here. */
export function FilesTab({ object, record }: { object: ObjectMeta; record: RecordJson }) {
  const t = useText(pageTexts)
  const file = useObject('file')
  const { records, isPending, error, hasMore, loadMore, reload } = useList('file', {
    filter: { field: 'regarding', op: 'is', value: record.id },
    fields: ['name', 'size', 'mediaType', 'createdAt', 'createdBy'],
    sort: ['-createdAt'],
  })
  const { uploads, upload } = useUploads(object.key, record.id)
  const remove = useRemoveRecord('file')
  const [isOver, setOver] = useState(false)
  const [open, setOpen] = useState<RecordJson | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const mayAdd = file.may.create && !record.deletedAt

  function drop(event: DragEvent): void {
    event.preventDefault()
    setOver(false)
    if (mayAdd) void upload([...event.dataTransfer.files])
  }

  if (error && records.length === 0) return <LoadError error={error} onRetry={reload} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside
    <div
      className={`files${isOver ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(mayAdd)
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={drop}
    >
      {mayAdd && (
        <div className="files-drop">
          <UploadIcon className="i" aria-hidden="true" /> {isOver ? t('filesDropNow') : t('filesDrop')}{' '}
          {!isOver && (
            <button type="button" className="link" onClick={() => input.current?.click()}>
              {t('filesChoose')}
            </button>
          )}
          <input
            ref={input}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              void upload([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </div>
      )}
      {uploads.map((one) => (
        <p key={one.name} className="t3 small" aria-live="polite">
          {t('uploading', { name: one.name })}
        </p>
      ))}
      {isPending ? (
        <SkeletonRows rows={3} />
      ) : records.length === 0 ? (
        <Empty icon={<FolderOpen className="i" aria-hidden="true" />} title={t('filesEmpty')} />
      ) : (
        <ul className="files-list">
          {records.map((one) => (
            <FileRow
              key={one.id}
              file={one}
              onOpen={() => setOpen(one)}
              onRemove={
                file.may.delete && !record.deletedAt
                  ? () => remove.mutate({ id: one.id, message: t('fileDeleted', { name: String(one['name']) }) })
                  : undefined
              }
            />
          ))}
        </ul>
      )}
      {hasMore && (
        <button type="button" className="rel-all" onClick={loadMore}>
          {t('showMore')}
        </button>
      )}
      {open && (
        <FilePreview id={open.id} name={String(open['name'] ?? '')} type={String(open['mediaType'] ?? '')} onClose={() => setOpen(null)} />
      )}
    </div>
  )
}

function FileRow({ file, onOpen, onRemove }: { file: RecordJson; onOpen: () => void; onRemove: (() => void) | undefined }) {
  const t = useText(pageTexts)
  const name = String(file['name'] ?? '')
  const type = String(file['mediaType'] ?? '')
  const Icon = type.startsWith('image/')
    ? FileImage
    : /csv|sheet|excel/.test(type)
      ? FileSpreadsheet
      : /^text|pdf|word/.test(type)
        ? FileText
        : FileIcon
  return (
    <li className="files-row">
      <Icon className="i t3" aria-hidden="true" />
      <button type="button" className="fname el" title={t('previewOf', { name })} onClick={onOpen}>
        {name}
      </button>
      <span className="meta r">{typeof file['size'] === 'number' ? formatBytes(file['size']) : ''}</span>
      <span className="meta el">{file.createdBy?.title}</span>
      <time className="meta" dateTime={file.createdAt} title={file.createdAt && formatExactDateTime(file.createdAt)}>
        {file.createdAt && formatDateTime(file.createdAt)}
      </time>
      <span className="row">
        <a
          className="ib sm"
          href={client.files.contentUrl(file.id, { download: true })}
          download={name}
          aria-label={t('downloadOf', { name })}
          title={t('download')}
        >
          <Download className="i s" aria-hidden="true" />
        </a>
        {onRemove && (
          <button type="button" className="ib sm" aria-label={t('deleteOf', { name })} title={t('delete')} onClick={onRemove}>
            <Trash2 className="i s" aria-hidden="true" />
          </button>
        )}
      </span>
    </li>
  )
}
