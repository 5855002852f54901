import { Link } from '@tanstack/react-router'
import { ArrowDown, ArrowDownWideNarrow, ArrowUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useLabel } from '../../../data/meta.ts'
import { Button } from '../../../design/Button.tsx'
import { formatNumber } from '../../../design/format.ts'
import { Empty } from '../../../design/states.tsx'
import { useText } from '../../../text/index.ts'
import { StatusMark } from '../StatusMark.tsx'
import { AddFiles } from './AddFiles.tsx'
import { isMoving, type ProjectFile, type ProjectView, useChangeProject } from './api.ts'
import { messages } from './messages.ts'
import { WhenFailedChoice } from './ProjectHead.tsx'

/** The files in the order in which they come in. Until the run they can be moved, added and taken out. */
export function ProjectFiles({ project }: { project: ProjectView }) {
  const t = useText(messages)
  const change = useChangeProject(project.id)
  const [isAdding, setAdding] = useState(false)
  const mayChange = project.isMine && !isMoving(project.status) && !['paused', 'signed', 'undone'].includes(project.status)
  const files = project.files
  const place = (order: readonly ProjectFile[]) => change.mutate({ files: order.map(({ importId }) => ({ importId })) })
  const add = mayChange && (
    <Button size="sm" icon={<Plus className="i s" aria-hidden="true" />} onClick={() => setAdding(true)}>
      {t('addFile')}
    </Button>
  )

  return (
    <section aria-label={t('files')}>
      <div className="imp-section-head">
        <h2>{t('files')}</h2>
        {mayChange && <WhenFailedChoice project={project} />}
        <span className="row g4 end">
          {mayChange && files.length > 1 && (
            <Button
              size="sm"
              look="bare"
              icon={<ArrowDownWideNarrow className="i s" aria-hidden="true" />}
              onClick={() => change.mutate({ arrange: true })}
            >
              {t('arrange')}
            </Button>
          )}
          {files.length > 0 && add}
        </span>
      </div>
      {files.length === 0 ? (
        <Empty icon={<Plus className="i" aria-hidden="true" />} title={t('noFiles')} actions={add}>
          {t('noFilesText')}
        </Empty>
      ) : (
        <FileTable files={files} place={mayChange ? place : null} project={project} />
      )}
      {isAdding && <AddFiles project={project} onClose={() => setAdding(false)} />}
    </section>
  )
}

function FileTable({
  files,
  place,
  project,
}: {
  files: readonly ProjectFile[]
  place: ((order: readonly ProjectFile[]) => void) | null
  project: ProjectView
}) {
  const t = useText(messages)
  const label = useLabel()
  return (
    <div className="imp-wide">
      <table className="plain">
        <thead>
          <tr>
            <th style={{ width: 44 }} className="r" aria-label={t('arrange')} />
            <th>{t('file')}</th>
            <th style={{ width: 120 }}>{t('into')}</th>
            <th style={{ width: 90 }} className="r">
              {t('rows')}
            </th>
            <th style={{ width: 100 }}>{t('status')}</th>
            <th style={{ width: 360 }}>{t('found')}</th>
            <th style={{ width: 112 }} aria-label={t('open')} />
          </tr>
        </thead>
        <tbody>
          {files.map((file, index) => (
            <tr key={file.importId}>
              <td className="r t3">{index + 1}</td>
              <td className="k">
                <Link to="/imports/$id" params={{ id: file.importId }} className="link">
                  {file.fileName}
                </Link>
              </td>
              <td>{file.objectLabel && label(file.objectLabel)}</td>
              <td className="r">{formatNumber(file.rowCount)}</td>
              <td>
                <StatusMark status={file.status} />
              </td>
              <td>
                <Found file={file} project={project} />
              </td>
              <td>{place && <Moves file={file} index={index} files={files} place={place} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Found({ file, project }: { file: ProjectFile; project: ProjectView }) {
  const t = useText(messages)
  const undone = project.undo?.files.find(({ importId }) => importId === file.importId)
  if (file.error) return <span className="bad">{file.error.detail}</span>
  if (undone) return <>{t('keptText', { restored: formatNumber(undone.restored), kept: formatNumber(undone.kept) })}</>
  if (file.result && file.status !== 'open') {
    const { created, updated, skipped, rejected } = file.result
    const figures = { created, updated, skipped, rejected }
    return <>{t('resultText', mapped(figures))}</>
  }
  if (file.isChecking) return <span className="t3">{t('checking')}</span>
  if (!file.check) return <span className="t3">{t('notChecked')}</span>
  return (
    <span className={file.check.errors > 0 ? 'warn' : 'ok'}>
      {t('checkedText', { ready: formatNumber(file.check.ready), errors: formatNumber(file.check.errors) })}
    </span>
  )
}

function mapped({ created = 0, updated = 0, skipped = 0, rejected = 0 }: Record<'created' | 'updated' | 'skipped' | 'rejected', number>) {
  return {
    created: formatNumber(created),
    updated: formatNumber(updated),
    skipped: formatNumber(skipped),
    rejected: formatNumber(rejected),
  }
}

/** Files that have come in keep their places. */
function Moves({
  file,
  index,
  files,
  place,
}: {
  file: ProjectFile
  index: number
  files: readonly ProjectFile[]
  place: (order: readonly ProjectFile[]) => void
}) {
  const t = useText(messages)
  if (file.status !== 'open') return null
  const swap = (other: number): void => place(files.with(index, files[other] ?? file).with(other, file))
  const isFirst = index === 0 || files[index - 1]?.status !== 'open'
  return (
    <span className="row g2">
      <button
        type="button"
        className="ib sm"
        disabled={isFirst}
        aria-label={t('up', { file: file.fileName })}
        onClick={() => swap(index - 1)}
      >
        <ArrowUp className="i s" aria-hidden="true" />
      </button>
      <button
        type="button"
        className="ib sm"
        disabled={index === files.length - 1}
        aria-label={t('down', { file: file.fileName })}
        onClick={() => swap(index + 1)}
      >
        <ArrowDown className="i s" aria-hidden="true" />
      </button>
      <button
        type="button"
        className="ib sm"
        aria-label={t('takeOut', { file: file.fileName })}
        onClick={() => place(files.filter((other) => other !== file))}
      >
        <X className="i s" aria-hidden="true" />
      </button>
    </span>
  )
}
