import { useMutation } from '@tanstack/react-query'
import { client } from '../../data/client.ts'
import { problemText } from '../../data/problems.ts'
import { useText } from '../../text/index.ts'
import { FormDialog } from './FormDialog.tsx'
import { messages } from './messages.ts'

/** Says what looking on as somebody else means before it begins. */
export function ViewAs({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const t = useText(messages)
  const begin = useMutation({
    mutationFn: () => client.call('POST', '/access/view-as', { body: { user: id } }),
    // The screens of another person: nothing of this one may stay in the memory of the page.
    onSuccess: () => location.assign('/'),
  })
  return (
    <FormDialog
      title={t('viewAsTitle', { name })}
      submitLabel={t('viewAsBegin')}
      isPending={begin.isPending}
      whyNot={undefined}
      problem={begin.error ? problemText(begin.error) : undefined}
      onSubmit={() => begin.mutate()}
      onClose={onClose}
    >
      <p className="t2">{t('viewAsText', { name })}</p>
    </FormDialog>
  )
}
