import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from '@simplewebauthn/browser'
import { passkeys } from '../../data/access.ts'

/** Passkeys belong to one host name, and browsers hand them out over HTTPS or on one's own machine alone. */
export function passkeysWorkHere(host: string): boolean {
  return window.isSecureContext && browserSupportsWebAuthn() && location.hostname === host
}

/** Makes a passkey on this device or on one nearby, and has the server keep it. */
export async function makePasskey(given: { password: string; name: string }) {
  const { options } = await passkeys.begin(given.password)
  const response = await startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
  return passkeys.add(given.name, response)
}

/** Signs in with whichever passkey the person chooses. `offered`: among what the browser offers at the e-mail, without asking first. */
export async function signInWithPasskey({ offered = false } = {}): Promise<void> {
  const { options } = await passkeys.beginSignIn()
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON
  await passkeys.signIn(await startAuthentication({ optionsJSON, useBrowserAutofill: offered }))
}

export const canBeOffered = browserSupportsWebAuthnAutofill

export function stopOffering(): void {
  WebAuthnAbortService.cancelCeremony()
}

/** The person thought better of it, took too long, or another request took its place: nothing to complain about. */
export function wasCalledOff(error: unknown): boolean {
  if (error instanceof WebAuthnError) return error.code === 'ERROR_CEREMONY_ABORTED' || error.name === 'NotAllowedError'
  return error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')
}

export function isThereAlready(error: unknown): boolean {
  return error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'
}
