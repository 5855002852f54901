import { ref, type Schema } from './fields.ts'
import { inPath, operation } from './operation.ts'

const string: Schema = { type: 'string' }
const instant: Schema = { type: 'string', format: 'date-time' }
const anything: Schema = { type: 'object', additionalProperties: true }
const object = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties, required: Object.keys(properties) })
const list = (items: Schema): Schema => ({ type: 'array', items })
const id = inPath('id')
const me = object({ me: ref('Me') })
const password = object({ password: string })
const ceremony = object({ options: anything })
const passkey = object({ id: string, name: string, createdAt: instant, lastUsedAt: { anyOf: [instant, { type: 'null' }] } })

/** Passkeys: what a browser asks and answers is WebAuthn's own, as JSON. */
export const passkeyPaths: Readonly<Record<string, Schema>> = {
  '/api/v1/sign-in/passkey/begin': {
    post: operation({
      id: 'begin_passkey_sign_in',
      tag: 'session',
      summary: 'What the browser asks a passkey (PublicKeyCredentialRequestOptions); the answer sets a cookie that the next step needs',
      isPublic: true,
      answer: ceremony,
    }),
  },
  '/api/v1/sign-in/passkey': {
    post: operation({
      id: 'sign_in_with_passkey',
      tag: 'session',
      summary: 'Sign in with the answer of a passkey, which counts as both factors',
      isPublic: true,
      body: object({ response: anything }),
      answer: me,
    }),
  },
  '/api/v1/me/passkeys': {
    get: operation({ id: 'list_passkeys', tag: 'session', summary: 'My passkeys', answer: object({ passkeys: list(passkey) }) }),
    post: operation({
      id: 'add_passkey',
      tag: 'session',
      summary: 'Keep the passkey that the browser made',
      body: object({ name: string, response: anything }),
      answer: passkey,
      status: 201,
    }),
  },
  '/api/v1/me/passkeys/begin': {
    post: operation({
      id: 'begin_passkey',
      tag: 'session',
      summary: 'Begin to make a passkey (PublicKeyCredentialCreationOptions)',
      body: password,
      answer: ceremony,
    }),
  },
  '/api/v1/me/passkeys/{id}': {
    patch: operation({
      id: 'rename_passkey',
      tag: 'session',
      summary: 'Name a passkey of mine',
      parameters: [id],
      body: object({ name: string }),
      status: 204,
    }),
    delete: operation({ id: 'remove_passkey', tag: 'session', summary: 'Remove a passkey of mine', parameters: [id], status: 204 }),
  },
}
