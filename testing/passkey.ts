import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

type Place = { host: string; origin: string }
type Ceremony = { challenge: string; user?: { id: string } }

/** A passkey as a phone would hold it (ES256): makes itself known to a server, and signs what it is asked. */
export class TestPasskey {
  readonly id = randomBytes(16)
  readonly #place: Place
  readonly #key: { publicKey: KeyObject; privateKey: KeyObject }
  #counter = 0

  constructor(place: Place = { host: 'localhost', origin: 'http://localhost:80' }) {
    this.#place = place
    this.#key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  }

  /** The answer to `navigator.credentials.create`. `verified`: did it check its owner. */
  create({ challenge }: Ceremony, { verified = true } = {}) {
    const { x = '', y = '' } = this.#key.publicKey.export({ format: 'jwk' })
    // COSE: key type EC2, ES256, curve P-256, x and y.
    const coseKey = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ])
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, coseKey])
    const data = Buffer.concat([this.#data(0x41 | (verified ? 0x04 : 0)), credential])
    // CBOR: { fmt: 'none', attStmt: {}, authData: … }
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
      Buffer.from([data.length]),
      data,
    ])
    return this.#answer({
      attestationObject: attestation.toString('base64url'),
      clientDataJSON: this.#client('webauthn.create', challenge).toString('base64url'),
      transports: ['internal'],
    })
  }

  /** The answer to `navigator.credentials.get`. */
  get({ challenge }: Ceremony, { verified = true } = {}) {
    this.#counter += 1
    const data = this.#data(0x01 | (verified ? 0x04 : 0))
    const client = this.#client('webauthn.get', challenge)
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
    return this.#answer({
      authenticatorData: data.toString('base64url'),
      clientDataJSON: client.toString('base64url'),
      signature: sign('sha256', signed, this.#key.privateKey).toString('base64url'),
    })
  }

  #answer<T>(response: T) {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }

  #data(flags: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.#counter)
    return Buffer.concat([createHash('sha256').update(this.#place.host).digest(), Buffer.from([flags]), counter])
  }

  #client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#place.origin, crossOrigin: false }))
  }
}
