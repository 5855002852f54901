import { useMutation, useQuery } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import { type Passkey, passkeys, signInLinks } from '../../data/access.ts'
import { problemText } from '../../data/problems.ts'
import { queryClient } from '../../data/query-client.ts'
import { showToast } from '../../data/toasts.ts'
import { Button } from '../../design/Button.tsx'
import { Dialog } from '../../design/Dialog.tsx'
import { formatDateTime } from '../../design/format.ts'
import { LoadError } from '../../design/states.tsx'
import { deviceOf } from '../../sign-in/device-name.ts'
import { AddPasskey } from '../../sign-in/passkey/AddPasskey.tsx'
import { passkeysWorkHere } from '../../sign-in/passkey/ceremony.ts'
import { messages } from '../../sign-in/passkey/messages.ts'
import { TextField } from '../../sign-in/TextField.tsx'
import { common, useText } from '../../text/index.ts'
import { FormDialog } from './FormDialog.tsx'

type Open = { what: 'add' } | { what: 'rename' | 'remove'; passkey: Passkey }

/** My passkeys: make one on this device, name them, remove those that are gone. */
export function Passkeys() {
  const t = useText(messages)
  const { data, error, refetch } = useQuery({ queryKey: passkeys.key, queryFn: passkeys.list, staleTime: 0 })
  const { data: options } = useQuery({ queryKey: signInLinks.optionsKey, queryFn: signInLinks.options })
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const worksHere = options !== undefined && passkeysWorkHere(options.passkeyHost)

  return (
    <section>
      <h2>{t('passkeys')}</h2>
      <p className="t2">{t('about')}</p>
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      {data && data.passkeys.length > 0 && (
        <ul className="session-list">
          {data.passkeys.map((passkey) => (
            <li key={passkey.id}>
              <Fingerprint className="i" aria-hidden="true" />
              <span className="grow">
                <b>{passkey.name}</b>
                <small className="t3">
                  {t('made', { when: formatDateTime(passkey.createdAt) })} ·{' '}
                  {passkey.lastUsedAt === null ? t('neverUsed') : t('used', { when: formatDateTime(passkey.lastUsedAt) })}
                </small>
              </span>
              <Button
                size="sm"
                look="bare"
                aria-label={t('renameOf', { name: passkey.name })}
                onClick={() => setOpen({ what: 'rename', passkey })}
              >
                {t('rename')}
              </Button>
              <Button size="sm" aria-label={t('removeOf', { name: passkey.name })} onClick={() => setOpen({ what: 'remove', passkey })}>
                {t('remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {worksHere && <Button onClick={() => setOpen({ what: 'add' })}>{t('add')}</Button>}
      {options && !worksHere && <p className="t3">{t('notHere', { host: options.passkeyHost })}</p>}
      {open?.what === 'add' && (
        <Dialog title={t('add')} width={440} closeOutside={false} onClose={close}>
          <div className="dialog-pad">
            <AddPasskey
              suggestedName={deviceOf(navigator.userAgent).system}
              onAdded={(name) => {
                showToast({ text: t('added', { name }) })
                close()
              }}
            />
          </div>
        </Dialog>
      )}
      {open?.what === 'rename' && <Rename passkey={open.passkey} onClose={close} />}
      {open?.what === 'remove' && <Remove passkey={open.passkey} onClose={close} />}
    </section>
  )
}

function Rename({ passkey: { id, name: before }, onClose }: { passkey: Passkey; onClose: () => void }) {
  const t = useText(messages)
  const [name, setName] = useState(before)
  const rename = useMutation({
    mutationFn: () => passkeys.rename(id, name.trim()),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: passkeys.key })
      showToast({ text: t('renamed') })
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('renameOf', { name: before })}
      submitLabel={t('rename')}
      isPending={rename.isPending}
      whyNot={name.trim() === '' ? t('nameMissing') : undefined}
      problem={rename.error ? problemText(rename.error) : undefined}
      onSubmit={() => rename.mutate()}
      onClose={onClose}
    >
      <TextField label={t('name')} required autoFocus autoComplete="off" value={name} onChange={setName} hint={t('nameHint')} />
    </FormDialog>
  )
}

function Remove({ passkey: { id, name }, onClose }: { passkey: Passkey; onClose: () => void }) {
  const t = useText(messages)
  const words = useText(common)
  const remove = useMutation({
    mutationFn: () => passkeys.remove(id),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: passkeys.key })
      showToast({ text: t('removed', { name }) })
      onClose()
    },
  })
  return (
    <Dialog
      title={t('removeTitle', { name })}
      width={420}
      onClose={onClose}
      footer={
        <>
          <Button look="danger" busy={remove.isPending && t('wait')} onClick={() => remove.mutate()}>
            {t('remove')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {words('cancel')}
          </Button>
        </>
      }
    >
      <div className="dialog-pad">
        {remove.error && (
          <div className="alert" role="alert">
            {problemText(remove.error)}
          </div>
        )}
        <p className="t2">{t('removeText')}</p>
      </div>
    </Dialog>
  )
}
