import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { client } from '../data/client.ts'
import { useMeta } from '../data/meta.ts'
import { useText } from '../text/index.ts'
import { messages } from './messages.ts'

/** Whoever belongs to several workspaces goes from one to the other here; everybody else sees nothing of it. */
export function WorkspaceChoice() {
  const t = useText(messages)
  const { workspace } = useMeta()
  const { data } = useQuery({ queryKey: ['session'], queryFn: ({ signal }) => client.session.get({ signal }) })
  if (!data || data.workspaces.length < 2) return null

  async function choose(id: string): Promise<void> {
    await client.session.chooseWorkspace(id)
    // Nothing of the other workspace may stay in the memory of the page.
    location.assign('/')
  }

  return (
    <>
      <hr className="sep" />
      <div className="head">{t('workspace')}</div>
      {data.workspaces.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className="opt"
          aria-pressed={id === workspace.id}
          onClick={() => id !== workspace.id && void choose(id)}
        >
          <span className="el">{name}</span>
          {id === workspace.id && <Check className="i s end" aria-hidden="true" />}
        </button>
      ))}
    </>
  )
}
