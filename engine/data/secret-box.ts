import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Seals the values of `secret` fields. The key stands outside the database and its backups; each value names the key that sealed it. */
export type SecretBox = {
  seal(text: string): string
  /** Throws when the value was sealed by a key that is not at hand, or was tampered with. */
  open(sealed: string): string
}

const algorithm = 'aes-256-gcm'
const format = 's1'

/**
 * AES-256-GCM with a random 96-bit nonce per value (NIST SP 800-38D), as `s1.<key id>.<nonce>.<tag>.<text>` in base64url. The first key seals; older ones still open,
 * so that keys can be changed without a pause. Keys are 32 bytes.
 */
export function secretBox(keys: readonly [Buffer, ...Buffer[]]): SecretBox {
  const byId = new Map(keys.map((key) => [keyId(key), key]))
  const [current] = keys
  return {
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv(algorithm, current, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [format, keyId(current), ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
    },
    open(value) {
      const [version, id = '', nonce = '', tag = '', sealed = ''] = value.split('.')
      const key = byId.get(id)
      if (version !== format || !key) throw new Error('This secret was sealed by a key that is not here')
      const decipher = createDecipheriv(algorithm, key, Buffer.from(nonce, 'base64url'))
      decipher.setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()]).toString('utf8')
    },
  }
}

function keyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8)
}
