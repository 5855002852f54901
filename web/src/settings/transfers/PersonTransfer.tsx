import { useState } from 'react'
import type { RecordLink } from '../../data/client.ts'
import { Segmented } from '../../design/Segmented.tsx'
import { RecordPicker } from '../../records/picker/RecordPicker.tsx'
import { transferTexts } from '../../records/transfer/messages.ts'
import { TransferDialog } from '../../records/transfer/TransferDialog.tsx'
import { useText } from '../../text/index.ts'

/** All that one person holds, or the people of a department, goes to others. */
export function PersonTransfer({ onClose }: { onClose: () => void }) {
  const t = useText(transferTexts)
  const [kind, setKind] = useState<'person' | 'department'>('person')
  const [whose, setWhose] = useState<RecordLink | null>(null)
  const asked = whose === null ? null : kind === 'person' ? { person: whose.id } : { department: whose.id }
  return (
    <TransferDialog title={t('titleWork')} asked={asked} onClose={onClose}>
      <div className="control">
        <span className="label">{t('from')}</span>
        <div className="row g3" style={{ marginBottom: 8 }}>
          <Segmented
            label={t('from')}
            value={kind}
            options={[
              ['person', t('ofPerson')],
              ['department', t('ofDepartment')],
            ]}
            onChange={(next) => {
              setKind(next)
              setWhose(null)
            }}
          />
        </div>
        <RecordPicker
          key={kind}
          object={kind === 'person' ? 'user' : 'department'}
          place="form"
          label={t(kind === 'person' ? 'ofPerson' : 'ofDepartment')}
          value={whose}
          onChange={setWhose}
        />
      </div>
    </TransferDialog>
  )
}
