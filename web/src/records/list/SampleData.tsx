import { useMutation } from '@tanstack/react-query'
import { client } from '../../data/client.ts'
import { trackJob } from '../../data/jobs.ts'
import { useMeta } from '../../data/meta.ts'
import { problemText } from '../../data/problems.ts'
import { rereadObject, showUndo, useCount } from '../../data/records.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { useText } from '../../text/index.ts'
import { messages } from './messages.ts'

/** The demo company, for an administrator whose workspace has no customers yet. */
export function SampleData() {
  const t = useText(messages)
  const { me, objects } = useMeta()
  const { data: accounts } = useCount('account', {}, { enabled: me.isAdministrator })
  const load = useMutation({
    mutationFn: () => client.loadSampleData(),
    onSuccess: ({ job }) =>
      trackJob(job.id, ({ status }) => {
        for (const { key } of objects) rereadObject(key)
        if (status === 'done') showUndo(t('sampleLoaded'), job.id)
      }),
    onError: (error) => showToast({ kind: 'failed', text: t('sampleFailed', { reason: problemText(error) }) }),
  })
  if (!me.isAdministrator || accounts?.count !== 0) return null
  return (
    <Button size="sm" look="text" busy={(load.isPending || load.isSuccess) && t('sampleLoading')} onClick={() => load.mutate()}>
      {t('sampleData')}
    </Button>
  )
}
