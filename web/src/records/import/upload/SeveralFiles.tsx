import { Link, useNavigate } from '@tanstack/react-router'
import { Check, CircleAlert, FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { client, isProblem } from '../../../data/client.ts'
import { problemText } from '../../../data/problems.ts'
import { Button } from '../../../design/Button.tsx'
import { formatBytes, formatExactDate, today } from '../../../design/format.ts'
import { common, useText } from '../../../text/index.ts'
import { tell, uploadFile } from '../api.ts'
import type { ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'

type Outcome = { view: ImportView } | { refused: string }

/** Several files at once belong together: they become one project, in which a file may name the records of another. */
export function SeveralFiles({ files, object, onClose }: { files: readonly File[]; object: string; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const navigate = useNavigate()
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([])
  const [isBusy, setBusy] = useState(false)
  const [project, setProject] = useState<string | null>(null)

  async function run(): Promise<void> {
    setBusy(true)
    const taken: Outcome[] = []
    for (const file of files) {
      try {
        taken.push({ view: await uploadAs(file, object) })
      } catch (error) {
        taken.push({ refused: problemText(error) })
      }
      setOutcomes([...taken])
    }
    const views = taken.flatMap((outcome) => ('view' in outcome ? [outcome.view] : []))
    try {
      if (views.length > 0) await openProject(views, views.length === taken.length)
    } catch (error) {
      tell(error)
    }
    setBusy(false)
  }

  /** Where a file was refused, that is read first. */
  async function openProject(views: readonly ImportView[], isWhole: boolean): Promise<void> {
    const body = {
      name: t('projectName', { day: formatExactDate(today()) }),
      files: views.map(({ id }, position) => ({ importId: id, position })),
    }
    const { id } = await client.call<{ id: string }>('POST', '/import-projects', { body })
    if (isWhole) await navigate({ to: '/imports/projects/$id', params: { id } })
    else setProject(id)
  }

  return (
    <section className="imp-several" aria-label={t('severalTitle', { count: files.length })}>
      <h3 className="strong">{t('severalTitle', { count: files.length })}</h3>
      <p className="t2">{t('severalText')}</p>
      <ul>
        {files.map((file, at) => (
          <FileLine key={file.name} file={file} outcome={outcomes[at]} />
        ))}
      </ul>
      <div className="row g4">
        {project === null ? (
          <Button
            look="primary"
            busy={isBusy && t('uploadingSome', { done: outcomes.length, all: files.length })}
            onClick={() => void run()}
          >
            {t('asProject')}
          </Button>
        ) : (
          <Link to="/imports/projects/$id" params={{ id: project }} className="btn pri">
            {t('goOnWithRest', { count: outcomes.filter((outcome) => 'view' in outcome).length })}
          </Link>
        )}
        <Button look="bare" onClick={onClose}>
          {words('cancel')}
        </Button>
      </div>
    </section>
  )
}

function FileLine({ file, outcome }: { file: File; outcome: Outcome | undefined }) {
  return (
    <li className="row g4">
      {outcome === undefined ? (
        <FileSpreadsheet className="i s t3" aria-hidden="true" />
      ) : 'view' in outcome ? (
        <Check className="i s ok" aria-hidden="true" />
      ) : (
        <CircleAlert className="i s bad" aria-hidden="true" />
      )}
      <span className="el">{file.name}</span>
      <span className="t3 small nw">{formatBytes(file.size)}</span>
      {outcome && 'refused' in outcome && <span className="bad small">{outcome.refused}</span>}
    </li>
  )
}

/** Each file says what it holds; where it does not, it holds what was chosen. */
async function uploadAs(file: File, object: string): Promise<ImportView> {
  try {
    return await uploadFile(file, '')
  } catch (error) {
    if (object === '' || !isProblem(error) || error.code !== 'import_object_unknown') throw error
    return uploadFile(file, object)
  }
}
