import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Menu, type MenuEntry } from '../../../design/Menu.tsx'
import { useText } from '../../../text/index.ts'
import { useChangeReading } from '../api.ts'
import type { ImportView } from '../import-view.ts'
import { messages } from '../messages.ts'
import { type ImportTemplate, useRemoveTemplate, useTemplates, useUpdateTemplate } from '../templates.ts'
import { SaveTemplateDialog } from './SaveTemplateDialog.tsx'

/** The mapping of earlier files: taken over, saved, kept up to date. */
export function TemplateChip({ view }: { view: ImportView }) {
  const t = useText(messages)
  const { data } = useTemplates(view.object)
  const change = useChangeReading(view.id)
  const update = useUpdateTemplate()
  const remove = useRemoveTemplate()
  const [isSaving, setSaving] = useState(false)
  const templates = data?.templates ?? []
  const current = templates.find(({ id }) => id === (view.template?.id ?? view.plan.template))

  const entries: MenuEntry[] = [
    ...templates.map(
      (template): MenuEntry => ({
        label: template.name,
        hint: template.shared && !template.mine ? t('templateShared') : undefined,
        checked: template === current,
        run: () => change.mutate({ template: template.id }),
      }),
    ),
    ...(templates.length > 0 ? [{ kind: 'separator' as const }] : []),
    ...(current ? [{ label: t('templateLeave'), run: () => change.mutate({ template: null }) }] : []),
    ...(current?.mine ? ownEntries(current) : []),
    { label: t('templateSave'), run: () => setSaving(true) },
  ]

  function ownEntries(template: ImportTemplate): MenuEntry[] {
    return [
      { label: t('templateUpdate', { name: template.name }), run: () => update.mutate({ template, view }) },
      { label: t('templateRemove', { name: template.name }), danger: true, run: () => remove.mutate(template) },
    ]
  }

  return (
    <>
      <Menu label={t('template')} entries={entries}>
        {(open) => (
          <button
            type="button"
            className="imp-chip as-button"
            aria-label={`${t('template')} ${current?.name ?? t('templateNone')}`}
            {...open}
          >
            <span>{t('template')}</span>
            <b className="m el">{current?.name ?? t('templateNone')}</b>
            <i>
              <ChevronDown className="i xs" aria-hidden="true" />
            </i>
          </button>
        )}
      </Menu>
      {isSaving && <SaveTemplateDialog view={view} onClose={() => setSaving(false)} />}
    </>
  )
}
