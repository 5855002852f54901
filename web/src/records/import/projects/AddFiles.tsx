import { useId, useRef, useState } from 'react'
import { inAreaOrder, useLabel, useMeta } from '../../../data/meta.ts'
import { problemText } from '../../../data/problems.ts'
import { Button } from '../../../design/Button.tsx'
import { Dialog } from '../../../design/Dialog.tsx'
import { formatNumber } from '../../../design/format.ts'
import { common, useText } from '../../../text/index.ts'
import { uploadFile, useImports } from '../api.ts'
import { type ProjectView, useChangeProject } from './api.ts'
import { messages } from './messages.ts'

/** Few, and set up rather than brought along. */
const madeByHand = new Set(['file', 'role', 'pipeline', 'stage', 'exchangeRate'])

/** Brings files into the project: from the computer, or those that were uploaded before and still wait. */
export function AddFiles({ project, onClose }: { project: ProjectView; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const label = useLabel()
  const own = useId()
  const input = useRef<HTMLInputElement>(null)
  const change = useChangeProject(project.id)
  const importable = inAreaOrder(useMeta()).filter(
    ({ key, may, internal }) => may.import && may.create && !internal && !madeByHand.has(key),
  )
  const [object, setObject] = useState(() => importable.find(({ key }) => key === 'account')?.key ?? importable[0]?.key ?? '')
  const [busy, setBusy] = useState<string | null>(null)
  const [refused, setRefused] = useState<readonly { file: string; why: string }[]>([])
  const present = project.files.map(({ importId }) => ({ importId }))

  async function take(files: readonly File[]): Promise<void> {
    const taken: { importId: string }[] = []
    const failed: { file: string; why: string }[] = []
    for (const file of files) {
      setBusy(file.name)
      try {
        taken.push({ importId: (await uploadFile(file, object)).id })
      } catch (error) {
        failed.push({ file: file.name, why: problemText(error) })
      }
    }
    setBusy(null)
    setRefused(failed)
    if (taken.length > 0)
      change.mutate({ files: [...present, ...taken], arrange: true }, { onSuccess: () => failed.length === 0 && onClose() })
  }

  return (
    <Dialog
      title={t('addFile')}
      onClose={onClose}
      width={520}
      footer={
        <>
          <Button
            look="primary"
            busy={busy === null ? change.isPending && words('loading') : t('uploading', { file: busy })}
            onClick={() => input.current?.click()}
          >
            {t('choose')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="imp-form">
        <label htmlFor={`${own}-object`}>{t('whatIsIt')}</label>
        <select id={`${own}-object`} className="field" value={object} onChange={(event) => setObject(event.target.value)}>
          {importable.map((one) => (
            <option key={one.key} value={one.key}>
              {label(one.plural)}
            </option>
          ))}
        </select>
        <input
          ref={input}
          type="file"
          multiple
          className="visually-hidden"
          tabIndex={-1}
          aria-label={t('choose')}
          onChange={(event) => void take([...(event.target.files ?? [])])}
        />
        {refused.map(({ file, why }) => (
          <p key={file} className="bad" role="alert">
            {t('notTaken', { file })} {why}
          </p>
        ))}
        <Waiting project={project} onAdd={(importId) => change.mutate({ files: [...present, { importId }], arrange: true })} />
      </div>
    </Dialog>
  )
}

/** Files that were uploaded and belong to no project yet. */
function Waiting({ project, onAdd }: { project: ProjectView; onAdd: (importId: string) => void }) {
  const t = useText(messages)
  const label = useLabel()
  const { data } = useImports()
  const here = new Set(project.files.map(({ importId }) => importId))
  const waiting = (data?.imports ?? []).filter(({ id, status, projectId }) => status === 'open' && !projectId && !here.has(id)).slice(0, 20)
  if (waiting.length === 0) return null
  return (
    <>
      <p className="t2">{t('orWaiting')}</p>
      <ul className="imp-waiting">
        {waiting.map(({ id, fileName, objectLabel, rowCount }) => (
          <li key={id}>
            <span className="el grow">{fileName}</span>
            <span className="t3">
              {objectLabel && label(objectLabel)} {formatNumber(rowCount)}
            </span>
            <Button size="xs" onClick={() => onAdd(id)}>
              {t('addThis')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
