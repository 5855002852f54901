import { useNavigate } from '@tanstack/react-router'
import { inSentence, useLabel } from '../data/meta.ts'
import { Icon } from '../design/Icon.tsx'
import type { MenuEntry } from '../design/Menu.tsx'
import { useText } from '../text/index.ts'
import { isSeldom, useAreas } from './areas.ts'
import { messages } from './messages.ts'

/** What this reader makes daily, wherever he is; the rest is made where it belongs, or from ⌘K. */
export function useNewEntries(): MenuEntry[] {
  const t = useText(messages)
  const label = useLabel()
  const navigate = useNavigate()
  return useAreas()
    .flatMap((area) => area.objects)
    .filter((object) => object.may.create && !isSeldom(object))
    .map((object) => ({
      label: t('newObject', { object: inSentence(label(object.label)) }),
      icon: <Icon name={object.icon} size="s" />,
      run: () => void navigate({ to: '/$route/new', params: { route: object.route } }),
    }))
}
