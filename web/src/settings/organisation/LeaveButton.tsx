import { UserCheck, UserX } from 'lucide-react'
import { useState } from 'react'
import type { RecordJson } from '../../data/client.ts'
import { useMeta } from '../../data/meta.ts'
import { useUpdateRecord } from '../../data/records.ts'
import { Button } from '../../design/Button.tsx'
import { useText } from '../../text/index.ts'
import { LeaveDialog } from './LeaveDialog.tsx'
import { leaveTexts } from './leave-messages.ts'

/** For administrators: a leaver goes, with what they hold; somebody who is gone comes back, or hands over what was left. */
export function LeaveButton({ record }: { record: RecordJson }) {
  const t = useText(leaveTexts)
  const { me } = useMeta()
  const update = useUpdateRecord('user')
  const [isLeaving, setLeaving] = useState(false)
  const name = String(record['name'])
  const isActive = record['active'] === true

  return (
    <>
      {!isActive && (
        <Button
          icon={<UserCheck className="i s" aria-hidden="true" />}
          onClick={() => update.mutate({ id: record.id, changes: { active: true }, message: t('isBack', { name }) })}
        >
          {t('comeBack')}
        </Button>
      )}
      <Button
        icon={<UserX className="i s" aria-hidden="true" />}
        whyNot={record.id === me.principalId ? t('ownAccount') : undefined}
        onClick={() => setLeaving(true)}
      >
        {isActive ? t('leaveAndHandOver') : t('handOverRest')}
      </Button>
      {isLeaving && <LeaveDialog id={record.id} name={name} onClose={() => setLeaving(false)} />}
    </>
  )
}
