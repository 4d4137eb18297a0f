import { createHash, randomBytes } from 'node:crypto'

/** The beginnings of what we give out, so that one look tells what a leaked text is. */
const MARKS = {
  device: 'mm_dev_',
  apiKey: 'mm_key_',
  invitation: 'mm_inv_',
  pairing: 'mm_pair_',
} as const

const SECRET_BYTES = 32
const PREFIX_BYTES = 5

export type SecretKind = keyof typeof MARKS

/** @returns a secret of 256 random bits, to be shown once, and the hash under which it is kept */
export function createSecret(kind: SecretKind): { secret: string; hash: Uint8Array<ArrayBuffer> } {
  return withHash(MARKS[kind] + random(SECRET_BYTES))
}

/** @returns an API key, its hash, and the beginning by which people may tell it from others */
export function createKey(): { secret: string; hash: Uint8Array<ArrayBuffer>; prefix: string } {
  const prefix = MARKS.apiKey + randomBytes(PREFIX_BYTES).toString('hex')
  return { ...withHash(`${prefix}_${random(SECRET_BYTES)}`), prefix }
}

/** SHA-256: enough for what is random and long, unlike passwords. */
export function hashSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest())
}

/** Whether a text looks like a secret of this kind; whether it is one, the database knows. */
export function isSecret(kind: SecretKind, text: string): boolean {
  return text.startsWith(MARKS[kind]) && text.length < 100
}

function withHash(secret: string) {
  return { secret, hash: hashSecret(secret) }
}

function random(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}
