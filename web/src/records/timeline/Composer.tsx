import { BriefcaseBusiness, Calendar, Clock, Contact, Paperclip, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { addWorkdays, useNamedDays } from '../../customers/holidays/workdays.ts'
import { TemplateChoice } from '../../customers/tasks/TemplateChoice.tsx'
import type { Filter, ObjectMeta, RecordJson, RecordLink } from '../../data/client.ts'
import { linkId } from '../../data/links.ts'
import { fieldOf, objectOf, useLabel, useMeta } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { addDays, formatDateTime, formatExactDate, today } from '../../design/format.ts'
import { useKeys } from '../../frame/keys.ts'
import { common, useText } from '../../text/index.ts'
import { instantAt } from '../fields/wall-clock.ts'
import { ComposerLink } from './ComposerLink.tsx'
import { type ActivityModel, lookOf } from './channels.ts'
import { fromTemplate } from './compose.ts'
import { timelineTexts } from './messages.ts'
import './timeline.css'
import { useComposer } from './use-composer.ts'
import { WritingField } from './WritingField.tsx'
import { fillTemplate, templateValues } from './writing.ts'

/** A wish from elsewhere on the page to write something down: the key L, a button, ⌘K. */
export type ComposeCall = { kind?: string | undefined; call: number }

type Props = { model: ActivityModel; object: ObjectMeta; record: RecordJson; call: ComposeCall | null; onSaved?: () => void }

/** Writes down a contact with the customer, or plans one: kind, text, who, about what, when, what next, files. ⌘↵ saves. */
export function Composer({ model, object, record, call, onSaved }: Props) {
  const t = useText(timelineTexts)
  const words = useText(common)
  const label = useLabel()
  const meta = useMeta()
  const first = model.kinds.find((kind) => kind.active)?.key ?? 'note'
  const { draft, change, files, setFiles, problem, isSaving, save: saveDraft } = useComposer(object, record, first)
  const own = useRef<HTMLElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const named = useNamedDays(today(), addDays(today(), 400))

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each call, whatever is written meanwhile
  useEffect(() => {
    if (!call) return
    if (call.kind !== undefined) change({ type: call.kind })
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

  function takeTemplate(template: RecordJson): void {
    const known = templateValues({ object, record, ...draft, me: meta.me.name, today: formatExactDate(today()) })
    change(
      fromTemplate(draft, template, {
        fill: (text) => fillTemplate(text, known),
        dueAfter: (workdays) => instantAt(addWorkdays(today(), workdays, named), '18:00', meta.me.timeZone),
      }),
    )
  }

  async function save(): Promise<void> {
    if (await saveDraft(t('saved', { kind: kindName }))) onSaved?.()
    else own.current?.querySelector<HTMLElement>('.composer-subject, .composer-text')?.focus()
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
        <span className="composer-hint">{t('composeHint')}</span>
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
      <WritingField
        object={object}
        record={record}
        content={draft.content}
        named={draft.named}
        placeholder={isTask ? t('details') : t('write')}
        label={isTask ? t('details') : kindName}
        templates={{
          known: templateValues({ object, record, ...draft, me: meta.me.name, today: formatExactDate(today()) }),
          type: draft.type,
        }}
        onChange={change}
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
        <TemplateChoice onChoose={takeTemplate} />
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
          busy={isSaving && words('saving')}
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
