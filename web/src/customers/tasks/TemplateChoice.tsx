import { ListChecks } from 'lucide-react'
import type { RecordJson } from '../../data/client.ts'
import { useObjectIfReadable } from '../../data/meta.ts'
import { useList } from '../../data/records.ts'
import { Menu } from '../../design/Menu.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

const fields = ['name', 'type', 'subject', 'priority', 'minutes', 'dueWorkdays', 'checklist', 'content']

/** Work that is planned often, chosen by its name. */
export function TemplateChoice({ onChoose }: { onChoose: (template: RecordJson) => void }) {
  const t = useText(messages)
  const mayUse = useObjectIfReadable('activityTemplate') !== undefined
  const { records } = useList('activityTemplate', { fields, sort: ['name'], limit: 100 }, { enabled: mayUse })
  if (records.length === 0) return null
  return (
    <Menu
      label={t('fromTemplate')}
      entries={records.map((template) => ({ label: String(template['name']), run: () => onChoose(template) }))}
      width={220}
    >
      {(opener) => (
        <button type="button" className="ib sm" aria-label={t('fromTemplate')} title={t('fromTemplate')} {...opener}>
          <ListChecks className="i s" aria-hidden="true" />
        </button>
      )}
    </Menu>
  )
}
