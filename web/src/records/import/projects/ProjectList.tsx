import '../import.css'
import './projects.css'
import { Link, useNavigate } from '@tanstack/react-router'
import { FolderSync, Plus } from 'lucide-react'
import { useId, useState } from 'react'
import { problemText } from '../../../data/problems.ts'
import { Button } from '../../../design/Button.tsx'
import { Dialog } from '../../../design/Dialog.tsx'
import { formatDateTime, formatExactDateTime, formatNumber } from '../../../design/format.ts'
import { Empty, LoadError, SkeletonRows } from '../../../design/states.tsx'
import { Page } from '../../../frame/Page.tsx'
import { common, useText } from '../../../text/index.ts'
import { type ProjectSummary, useCreateProject, useProjects } from './api.ts'
import { messages } from './messages.ts'
import { ProjectMark } from './ProjectMark.tsx'

/** Migration projects, the newest first. */
export function ProjectList() {
  const t = useText(messages)
  const { data, error, isPending, refetch } = useProjects()
  const [isNaming, setNaming] = useState(false)
  const start = (
    <Button look="primary" size="sm" icon={<Plus className="i s" aria-hidden="true" />} onClick={() => setNaming(true)}>
      {t('newProject')}
    </Button>
  )

  return (
    <Page crumbs={[{ label: t('imports'), href: '/imports' }]} title={t('projects')}>
      <div className="imp">
        {data && data.projects.length > 0 && (
          <div className="imp-bar">
            <span className="end">{start}</span>
          </div>
        )}
        {error && <LoadError error={error} onRetry={() => void refetch()} />}
        {isPending && <SkeletonRows />}
        {data?.projects.length === 0 && (
          <Empty icon={<FolderSync className="i" aria-hidden="true" />} title={t('noProjects')} actions={start}>
            {t('noProjectsText')}
          </Empty>
        )}
        {data && data.projects.length > 0 && <ProjectTable projects={data.projects} />}
      </div>
      {isNaming && <NewProject onClose={() => setNaming(false)} />}
    </Page>
  )
}

function ProjectTable({ projects }: { projects: readonly ProjectSummary[] }) {
  const t = useText(messages)
  return (
    <div className="imp-scroll">
      <table className="plain">
        <thead>
          <tr>
            <th>{t('name')}</th>
            <th style={{ width: 180 }}>{t('source')}</th>
            <th style={{ width: 90 }} className="r">
              {t('files')}
            </th>
            <th style={{ width: 130 }}>{t('status')}</th>
            <th style={{ width: 280 }}>{t('signOff')}</th>
            <th style={{ width: 150 }}>{t('when')}</th>
          </tr>
        </thead>
        <tbody>
          {projects.map((project) => (
            <tr key={project.id}>
              <td className="k">
                <Link to="/imports/projects/$id" params={{ id: project.id }} className="link">
                  {project.name}
                </Link>
              </td>
              <td>{project.source}</td>
              <td className="r">{formatNumber(project.fileCount)}</td>
              <td>
                <ProjectMark status={project.status} />
              </td>
              <td>{project.signOff && t('signedBy', { name: project.signOff.by.name, time: formatDateTime(project.signOff.at) })}</td>
              <td title={formatExactDateTime(project.createdAt)}>{formatDateTime(project.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function NewProject({ onClose }: { onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const navigate = useNavigate()
  const create = useCreateProject()
  const own = useId()
  const [name, setName] = useState('')
  const [source, setSource] = useState('')

  function run(): void {
    const given = { name, ...(source.trim() ? { source } : {}) }
    create.mutate(given, { onSuccess: ({ id }) => void navigate({ to: '/imports/projects/$id', params: { id } }) })
  }

  return (
    <Dialog
      title={t('newProject')}
      onClose={onClose}
      width={440}
      closeOutside={false}
      footer={
        <>
          <Button look="primary" type="submit" form={own} busy={create.isPending && t('creating')}>
            {t('create')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <form
        id={own}
        className="imp-form"
        onSubmit={(event) => {
          event.preventDefault()
          run()
        }}
      >
        <label htmlFor={`${own}-name`}>{t('name')}</label>
        <input
          id={`${own}-name`}
          className="field"
          value={name}
          maxLength={200}
          placeholder={t('namePlaceholder')}
          onChange={(event) => setName(event.target.value)}
        />
        <label htmlFor={`${own}-source`}>{t('source')}</label>
        <input
          id={`${own}-source`}
          className="field"
          value={source}
          maxLength={60}
          aria-describedby={`${own}-hint`}
          onChange={(event) => setSource(event.target.value)}
        />
        <p id={`${own}-hint`} className="t3 small">
          {t('sourceHint')}
        </p>
        {create.error && (
          <p className="bad" role="alert">
            {problemText(create.error)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
