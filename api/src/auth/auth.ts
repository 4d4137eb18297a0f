import { LRUCache } from 'lru-cache'
import type { Db } from '../db/database.ts'
import type { Accounts, NewSignIn } from './accounts.ts'
import { currentViewers, refKey, type ViewerRef } from './current-viewers.ts'
import { deviceCookieIn } from './device-cookie.ts'
import { hashSecret, isSecret } from './secrets.ts'
import type { StaffViewer, Viewer } from './viewer.ts'

/** How long a node believes what it knows of a viewer, unless it is told of a change before. */
const VIEWER_TTL_MS = 2_000

/** What Headers takes for a value. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/** A credential that came with a request or a connection: what stands in one of these two headers. */
export interface Credential {
  readonly kind: 'authorization' | 'cookie'
  readonly value: string
}

export interface SignedIn {
  readonly token: string
  readonly expiresAt: Date
  readonly viewer: StaffViewer
  /** Set-Cookie values for a browser. */
  readonly cookies: readonly string[]
}

/** Turns credentials into viewers. */
export interface Auth {
  /** @returns null for a wrong e-mail address or password, and never says which */
  signIn(email: string, password: string): Promise<SignedIn | null>
  /** What somebody whose sign-in was just made is told. */
  signedIn(signIn: NewSignIn): Promise<SignedIn>
  /** Who the credential stands for; null once it is expired or revoked. */
  resolve(credential: Credential): Promise<Viewer | null>
  /** Believes nothing any more: somebody's rights have changed. */
  forget(): void
}

export function createAuth({ db, accounts }: { db: Db; accounts: Accounts }): Auth {
  const known = new LRUCache<string, Viewer>({ max: 10_000, ttl: VIEWER_TTL_MS })
  let generation = 0

  async function viewerOf(ref: ViewerRef): Promise<Viewer | null> {
    return (await currentViewers(db, [ref])).get(refKey(ref)) ?? null
  }

  async function findToken(token: string): Promise<ViewerRef | null> {
    const hash = hashSecret(token)
    if (isSecret('device', token)) {
      const device = await db.device.findUnique({ where: { tokenHash: hash }, select: { id: true } })
      return device && { kind: 'device', id: device.id }
    }
    const key = await db.apiKey.findUnique({ where: { keyHash: hash }, select: { id: true } })
    return key && { kind: 'partner', id: key.id }
  }

  async function find(credential: Credential): Promise<ViewerRef | null> {
    const token = credential.kind === 'authorization' ? bearerOf(credential.value) : null
    if (token && (isSecret('device', token) || isSecret('apiKey', token))) return findToken(token)
    const signInId = await accounts.signInOf(credential)
    if (signInId) return { kind: 'staff', id: signInId }
    // Somebody who signs in on a paired tablet is themselves; once they have left, it is the tablet again.
    const device = credential.kind === 'cookie' ? deviceCookieIn(credential.value) : null
    return device && isSecret('device', device) ? findToken(device) : null
  }

  async function signedIn({ token, signInId, expiresAt, cookies }: NewSignIn): Promise<SignedIn> {
    const viewer = await viewerOf({ kind: 'staff', id: signInId })
    if (viewer?.kind !== 'staff') throw new Error('A new sign-in is nobody’s')
    return { token, expiresAt, viewer, cookies }
  }

  return {
    async signIn(email, password) {
      const made = await accounts.signIn(email, password)
      return made && signedIn(made)
    },

    signedIn,

    async resolve(credential) {
      // A socket's payload can hold what no header can; nobody was given such a token.
      if (!HEADER_VALUE.test(credential.value)) return null
      const key = hashSecret(`${credential.kind}:${credential.value}`).join()
      const remembered = known.get(key)
      if (remembered) return remembered
      const asked = generation
      const ref = await find(credential)
      const viewer = ref && (await viewerOf(ref))
      // What was read before a change must not be believed after it.
      if (viewer && asked === generation) known.set(key, viewer)
      return viewer
    },

    forget() {
      generation += 1
      known.clear()
    },
  }
}

function bearerOf(authorization: string): string | null {
  return /^Bearer (\S+)$/i.exec(authorization.trim())?.[1] ?? null
}
