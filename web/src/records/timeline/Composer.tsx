import { BriefcaseBusiness, Calendar, Clock, Contact, Paperclip, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { client, type Filter, type ObjectMeta, type RecordJson, type RecordLink } from '../../data/client.ts'
import { linkId } from '../../data/links.ts'
import { fieldOf, objectOf, useLabel, useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { rereadObject, useCreateRecord, useUpdateRecord } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { formatDateTime } from '../../design/format.ts'
import { useKeys } from '../../frame/keys.ts'
import { common, useText } from '../../text/index.ts'
import { dropDraft, keepDraft, readDraft } from '../form/draft.ts'
import { ComposerLink } from './ComposerLink.tsx'
import { type ActivityModel, lookOf } from './channels.ts'
import { activityValues, type Draft, emptyDraft, isBlank } from './compose.ts'
import { timelineTexts } from './messages.ts'
import './timeline.css'

/** A wish from elsewhere on the page to write something down: the key L, a button, ⌘K. */
export type ComposeCall = { kind?: string | undefined; call: number }

type Props = { model: ActivityModel; object: ObjectMeta; record: RecordJson; call: ComposeCall | null; onSaved?: () => void }

const draftPause = 400

/** Writes down a contact with the customer, or plans one: kind, text, who, about what, when, what next, files. ⌘↵ saves. */
export function Composer({ model, object, record, call, onSaved }: Props) {
  const t = useText(timelineTexts)
  const words = useText(common)
  const label = useLabel()
  const meta = useMeta()
  const place = `${meta.me.principalId}.${record.id}`
  const first = model.kinds.find((kind) => kind.active)?.key ?? 'note'
  const [draft, setDraft] = useState<Draft>(
    () => ({ ...emptyDraft(first, object, record), ...readDraft('activity', place)?.values }) as Draft,
  )
  const [files, setFiles] = useState<readonly File[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const own = useRef<HTMLElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const create = useCreateRecord('activity')
  const update = useUpdateRecord(object.key)
  const change = (changes: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...changes }))
    setProblem(null)
  }

  useEffect(() => {
    const timer = setTimeout(() => (isBlank(draft) ? dropDraft('activity', place) : keepDraft('activity', place, draft)), draftPause)
    return () => clearTimeout(timer)
  }, [draft, place])

  useEffect(() => {
    if (!call) return
    if (call.kind !== undefined) setDraft((now) => ({ ...now, type: call.kind ?? now.type }))
    const writing = own.current?.querySelector<HTMLElement>('.composer-subject, .composer-text')
    writing?.focus()
    writing?.scrollIntoView({ block: 'nearest' })
  }, [call])

  useKeys(t('logActivity'), [{ keys: 'Mod+Enter', label: words('save'), run: () => void save() }])

  const isTask = draft.type === 'task'
  const next = fieldOf(object, 'nextActivityAt')
  const accountId = object.key === 'account' ? record.id : linkId(record['account'])
  const ofAccount: Filter | undefined = accountId === undefined ? undefined : { field: 'account', op: 'is', value: accountId }
  const hasOpportunities = (object.key === 'account' || object.key === 'contact') && objectOf(meta, 'opportunity') !== undefined
  const kindName = label(model.kinds.find(({ key }) => key === draft.type)?.label ?? model.object.label)

  async function save(): Promise<void> {
    if (create.isPending) return
    if (isBlank(draft)) {
      setProblem(t('needsText'))
      own.current?.querySelector<HTMLElement>('.composer-subject, .composer-text')?.focus()
      return
    }
    try {
      const { record: activity } = await create.mutateAsync({
        values: activityValues(draft, object, record, new Date()),
        message: t('saved', { kind: kindName }),
      })
      if (draft.next !== null && next) update.mutate({ id: record.id, changes: { nextActivityAt: draft.next }, message: null })
      await attach(activity.id)
      dropDraft('activity', place)
      setDraft(emptyDraft(first, object, record))
      setFiles([])
      // Last touch and rhythm of everything around it moved.
      rereadObject(object.key)
      onSaved?.()
    } catch (error) {
      setProblem(problemText(error))
    }
  }

  /** The activity is safe by then: a file that fails is told and can be added again. */
  async function attach(activityId: string): Promise<void> {
    for (const file of files) {
      try {
        await client.files.upload(file, { name: file.name, object: 'activity', recordId: activityId })
      } catch (error) {
        showToast({ kind: 'failed', text: t('fileFailed', { name: file.name, reason: problemText(error) }) })
      }
    }
    if (files.length > 0) rereadObject('file')
  }

  return (
    <section ref={own} className="composer" aria-label={t('logActivity')}>
      <div className="composer-kinds" role="radiogroup" aria-label={t('kind')}>
        {model.kinds
          .filter((kind) => kind.active)
          .map((kind) => {
            const { icon: Drawn } = lookOf(kind.key, kind)
            return (
              // biome-ignore lint/a11y/useSemanticElements: a radio drawn as a tab
              <button
                key={kind.key}
                type="button"
                role="radio"
                aria-checked={draft.type === kind.key}
                className="composer-kind"
                onClick={() => change({ type: kind.key })}
              >
                <Drawn className="i s" aria-hidden="true" />
                {label(kind.label)}
              </button>
            )
          })}
      </div>
      {isTask && (
        <input
          className="composer-subject"
          value={draft.subject}
          placeholder={t('subject')}
          aria-label={t('subject')}
          onChange={(event) => change({ subject: event.target.value })}
        />
      )}
      <textarea
        className="composer-text"
        rows={2}
        value={draft.content}
        placeholder={isTask ? t('details') : t('write')}
        aria-label={isTask ? t('details') : kindName}
        onChange={(event) => change({ content: event.target.value })}
      />
      {files.length > 0 && (
        <div className="composer-files">
          {files.map((file) => (
            <span key={file.name} className="file-chip">
              <Paperclip className="i xs" aria-hidden="true" />
              <span>{file.name}</span>
              <button
                type="button"
                aria-label={t('removeFile', { name: file.name })}
                onClick={() => setFiles(files.filter((one) => one !== file))}
              >
                <X className="i xs" aria-hidden="true" />
              </button>
            </span>
          ))}
        </div>
      )}
      {problem !== null && (
        <div className="composer-problem" role="alert">
          {problem}
        </div>
      )}
      <div className="composer-foot">
        {object.key !== 'contact' && (
          <ComposerLink
            field={fieldOf(model.object, 'contact')}
            value={draft.contact}
            icon={Contact}
            empty={t('contact')}
            shown={draft.contact?.title}
            filter={ofAccount}
            onChange={(value) => change({ contact: value as RecordLink | null })}
          />
        )}
        {hasOpportunities && (
          <ComposerLink
            field={{ ...opportunityField, label: { zh: t('opportunity'), en: t('opportunity') } }}
            value={draft.opportunity}
            icon={BriefcaseBusiness}
            empty={t('opportunity')}
            shown={draft.opportunity?.title}
            filter={object.key === 'contact' ? { field: 'contact', op: 'is', value: record.id } : ofAccount}
            onChange={(value) => change({ opportunity: value as RecordLink | null })}
          />
        )}
        {isTask ? (
          <ComposerLink
            field={fieldOf(model.object, 'dueAt')}
            value={draft.due}
            icon={Clock}
            empty={t('due')}
            shown={draft.due ? t('dueOn', { when: formatDateTime(draft.due) }) : undefined}
            onChange={(value) => change({ due: value as string | null })}
          />
        ) : (
          <ComposerLink
            field={fieldOf(model.object, 'occurAt')}
            value={draft.at}
            icon={Clock}
            empty={t('now')}
            shown={draft.at ? t('when', { when: formatDateTime(draft.at) }) : undefined}
            onChange={(value) => change({ at: value as string | null })}
          />
        )}
        {next && !isTask && (
          <ComposerLink
            field={next}
            value={draft.next}
            icon={Calendar}
            empty={t('nextFollowUp')}
            shown={draft.next ? t('nextOn', { when: formatDateTime(draft.next) }) : undefined}
            onChange={(value) => change({ next: value as string | null })}
          />
        )}
        <button type="button" className="ib sm" aria-label={t('attach')} title={t('attach')} onClick={() => input.current?.click()}>
          <Paperclip className="i s" aria-hidden="true" />
        </button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            setFiles([...files, ...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        <Button
          look="primary"
          size="sm"
          keys="Mod+Enter"
          className="composer-save"
          busy={create.isPending && words('saving')}
          onClick={() => void save()}
        >
          {words('save')}
        </Button>
      </div>
    </section>
  )
}

/** An activity points at an opportunity by `regarding`, which may be any object; here only opportunities are offered. */
const opportunityField = {
  key: 'regarding',
  kind: 'reference' as const,
  to: 'opportunity',
  required: false,
  readOnly: false,
  unique: false,
  searched: false,
  sortable: false,
  filterable: false,
  custom: false,
}
