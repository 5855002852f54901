import '../import.css'
import './projects.css'
import { useParams } from '@tanstack/react-router'
import { LoadError, SkeletonRows } from '../../../design/states.tsx'
import { Page } from '../../../frame/Page.tsx'
import { useText } from '../../../text/index.ts'
import { isMoving, type ProjectView, useProject } from './api.ts'
import { messages } from './messages.ts'
import { ProjectFiles } from './ProjectFiles.tsx'
import { ProjectHead } from './ProjectHead.tsx'
import { ReconcileSection } from './ReconcileSection.tsx'
import { SignOffSection } from './SignOffSection.tsx'

/** One migration project: its files in order, how far they are, the figures of both sides, and the signature. */
export function ProjectPage() {
  const t = useText(messages)
  const { id } = useParams({ from: '/frame/imports/projects/$id' })
  const { data: project, error, refetch } = useProject(id)
  const crumbs = [
    { label: t('imports'), href: '/imports' },
    { label: t('projects'), href: '/imports/projects' },
  ]

  return (
    <Page crumbs={crumbs} title={project?.name ?? t('projects')}>
      {project ? <Project project={project} /> : error ? <LoadError error={error} onRetry={() => void refetch()} /> : <SkeletonRows />}
    </Page>
  )
}

function Project({ project }: { project: ProjectView }) {
  const isCounted = project.files.some(({ check, status }) => check !== null || status !== 'open')
  return (
    <div className="imp">
      <ProjectHead project={project} />
      <div className="imp-scroll imp-project">
        <ProjectFiles project={project} />
        <ReconcileSection project={project} isCounted={isCounted && !isMoving(project.status)} />
        <SignOffSection project={project} />
      </div>
    </div>
  )
}
