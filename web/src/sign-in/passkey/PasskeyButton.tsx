import { useMutation, useQuery } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import { signInLinks } from '../../data/access.ts'
import { Button } from '../../design/Button.tsx'
import { useText } from '../../text/index.ts'
import { canBeOffered, passkeysWorkHere, signInWithPasskey, stopOffering, wasCalledOff } from './ceremony.ts'
import { messages } from './messages.ts'

type Props = {
  onPassed: () => void
  onRefused: (why: unknown) => void
  /** Also among what the browser offers where the e-mail is typed. */
  offersAtEmail?: boolean
}

/** Signs in with a passkey, where this browser can; elsewhere there is nothing to see. */
export function PasskeyButton({ onPassed, onRefused, offersAtEmail = false }: Props) {
  const t = useText(messages)
  const { data: options } = useQuery({
    queryKey: signInLinks.optionsKey,
    queryFn: signInLinks.options,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const worksHere = options !== undefined && passkeysWorkHere(options.passkeyHost)
  const signIn = useMutation({
    mutationFn: () => signInWithPasskey(),
    onSuccess: onPassed,
    onError: (error) => {
      if (!wasCalledOff(error)) onRefused(error)
    },
  })
  const passed = useEffectEvent(onPassed)
  const refused = useEffectEvent(onRefused)

  useEffect(() => {
    if (!worksHere || !offersAtEmail) return
    let isHere = true
    async function offer(): Promise<void> {
      if (!(await canBeOffered()) || !isHere) return
      await signInWithPasskey({ offered: true })
      passed()
    }
    offer().catch((error: unknown) => {
      if (isHere && !wasCalledOff(error)) refused(error)
    })
    return () => {
      isHere = false
      stopOffering()
    }
  }, [worksHere, offersAtEmail])

  if (!worksHere) return null
  return (
    <Button
      className="passkey"
      icon={<Fingerprint className="i s" aria-hidden="true" />}
      busy={signIn.isPending && t('signingIn')}
      onClick={() => signIn.mutate()}
    >
      {t('signIn')}
    </Button>
  )
}
