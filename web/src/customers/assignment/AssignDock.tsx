import { Split } from 'lucide-react'
import type { Filter, ObjectMeta } from '../../data/client.ts'
import { useObjectIfReadable } from '../../data/meta.ts'
import { Button } from '../../design/Button.tsx'
import { useText } from '../../text/index.ts'
import { assignedObjects } from './assignment.ts'
import { messages } from './messages.ts'
import { useAssign } from './use-assign.ts'

type Props = { object: ObjectMeta; filter: Filter; onDone: () => void }

/** In the dock: gives the chosen rows to whom the rules say, whoever holds them now. */
export function AssignDock({ object, filter, onDone }: Props) {
  const t = useText(messages)
  const rules = useObjectIfReadable('assignmentRule')
  const { assign, isRunning } = useAssign(object)
  if (!rules || !object.may.massUpdate || !object.may.update || !assignedObjects.some((key) => key === object.key)) return null
  return (
    <Button
      size="sm"
      busy={isRunning && t('running')}
      icon={<Split className="i s" aria-hidden="true" />}
      onClick={() => void assign({ held: true, filter }).then((isStarted) => isStarted && onDone())}
    >
      {t('assignByRules')}
    </Button>
  )
}
