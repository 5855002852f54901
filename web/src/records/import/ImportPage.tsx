import './import.css'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useObjectIfReadable } from '../../data/meta.ts'
import { LoadError, SkeletonRows } from '../../design/states.tsx'
import { Page } from '../../frame/Page.tsx'
import { useText } from '../../text/index.ts'
import { useCheck, useImport } from './api.ts'
import { ConfirmStep } from './confirm/ConfirmStep.tsx'
import { DuplicatesStep } from './duplicates/DuplicatesStep.tsx'
import { type ImportView, isUnderWay } from './import-view.ts'
import { MappingStep } from './mapping/MappingStep.tsx'
import { messages } from './messages.ts'
import { ResultStep } from './run/ResultStep.tsx'
import { RunningStep } from './run/RunningStep.tsx'

const restMilliseconds = 500

/** One import, wherever it is: columns and check, confirmation, progress, result. */
export function ImportPage() {
  const t = useText(messages)
  const { id } = useParams({ from: '/frame/imports/$id' })
  const { data: view, error, refetch } = useImport(id)
  const object = useObjectIfReadable(view?.object)
  const project = view?.projectId ? [{ label: t('project'), href: `/imports/projects/${view.projectId}` }] : []

  return (
    <Page
      {...(object ? { object } : {})}
      crumbs={[{ label: t('imports'), href: '/imports' }, ...project]}
      title={view?.fileName ?? t('imports')}
    >
      {view ? <Step view={view} /> : error ? <LoadError error={error} onRetry={() => void refetch()} /> : <SkeletonRows />}
    </Page>
  )
}

function Step({ view }: { view: ImportView }) {
  if (view.status === 'open') return <OpenImport view={view} />
  return isUnderWay(view.status) ? <RunningStep view={view} /> : <ResultStep view={view} />
}

function OpenImport({ view }: { view: ImportView }) {
  const { step } = useSearch({ from: '/frame/imports/$id' })
  const navigate = useNavigate()
  const check = useCheck(view.id)
  const mustCheck = view.check === null && view.checkBatchId === null

  // The server checks when asked; an open import is always checked by its latest plan.
  const { mutate, isPending, isError } = check
  const isFirst = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the plan begins the pause anew
  useEffect(() => {
    if (!mustCheck || isPending || isError) return
    // Decisions come one after the other: the file is checked once a hand rests.
    const timer = setTimeout(() => mutate(), isFirst.current ? 0 : restMilliseconds)
    isFirst.current = false
    return () => clearTimeout(timer)
  }, [mustCheck, isPending, isError, mutate, view.plan])

  const go = (next?: 'duplicates' | 'confirm') =>
    void navigate({ to: '/imports/$id', params: { id: view.id }, search: next ? { step: next } : {} })
  const common = { view, checkError: check.error, onRetryCheck: () => mutate() }
  if (step === 'confirm') return <ConfirmStep {...common} onBack={() => go('duplicates')} />
  if (step === 'duplicates') return <DuplicatesStep {...common} onBack={() => go()} onNext={() => go('confirm')} />
  return (
    <MappingStep
      {...common}
      onBack={() => void navigate({ to: '/imports/new', search: { object: view.object } })}
      onNext={() => go('duplicates')}
    />
  )
}
