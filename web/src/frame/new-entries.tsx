import { useNavigate } from '@tanstack/react-router'
import { inSentence, useLabel } from '../data/meta.ts'
import { Icon } from '../design/Icon.tsx'
import type { MenuEntry } from '../design/Menu.tsx'
import { useText } from '../text/index.ts'
import { useAreas } from './areas.ts'
import { messages } from './messages.ts'

/** Whatever this reader may make, wherever he is. */
export function useNewEntries(): MenuEntry[] {
  const t = useText(messages)
  const label = useLabel()
  const navigate = useNavigate()
  return useAreas()
    .flatMap((area) => area.objects)
    .filter(({ may }) => may.create)
    .map((object) => ({
      label: t('newObject', { object: inSentence(label(object.label)) }),
      icon: <Icon name={object.icon} size="s" />,
      run: () => void navigate({ to: '/$route/new', params: { route: object.route } }),
    }))
}
