import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError } from 'better-auth/api'
import { bearer } from 'better-auth/plugins'
import { LRUCache } from 'lru-cache'
import type { Db } from '../db/database.ts'
import { hashPassword, PASSWORD_LENGTH, verifyPassword } from './password.ts'
import type { Viewer } from './viewer.ts'

/** How long a node believes what it knows of a viewer: a revoked sign-in ends within this time. */
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
  readonly viewer: Viewer
  /** Set-Cookie values for a browser. */
  readonly cookies: readonly string[]
}

/** Staff accounts and their sign-ins; better-auth keeps both. */
export interface Auth {
  /** @returns null for a wrong e-mail address or password, and never says which */
  signIn(email: string, password: string): Promise<SignedIn | null>
  /** Ends the sign-in that the credential stands for. @returns Set-Cookie values that clear a browser's cookie */
  signOut(credential: Credential): Promise<readonly string[]>
  /** Who the credential stands for; null once it is expired or revoked. */
  resolve(credential: Credential): Promise<Viewer | null>
}

export function createAuth(options: {
  db: Db
  secret: string
  /** The origin that browsers know us by. */
  publicUrl: string | undefined
  /** Makes cookies Secure: browsers then send them over https only. */
  production: boolean
}): Auth {
  const { db } = options
  const auth = betterAuth({
    database: prismaAdapter(db, { provider: 'postgresql' }),
    secret: options.secret,
    baseURL: options.publicUrl ?? 'http://localhost',
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: { modelName: 'authSession' },
    account: { modelName: 'authAccount' },
    verification: { modelName: 'authVerification' },
    advanced: { cookiePrefix: 'menumate', useSecureCookies: options.production },
    plugins: [bearer()],
    logger: { disabled: true },
    telemetry: { enabled: false },
  })
  const viewers = new LRUCache<string, Viewer>({ max: 10_000, ttl: VIEWER_TTL_MS })

  async function viewerOf(user: { id: string; name: string }): Promise<Viewer> {
    const memberships = await db.staffMember.findMany({
      where: { userId: user.id },
      select: { restaurantId: true, role: true },
      orderBy: { createdAt: 'asc' },
    })
    return { userId: user.id, name: user.name, memberships }
  }

  return {
    async signIn(email, password) {
      try {
        const { headers, response } = await auth.api.signInEmail({
          body: { email, password },
          returnHeaders: true,
        })
        const session = await db.authSession.findUniqueOrThrow({ where: { token: response.token } })
        return {
          token: response.token,
          expiresAt: session.expiresAt,
          viewer: await viewerOf(response.user),
          cookies: headers.getSetCookie(),
        }
      } catch (error) {
        if (error instanceof APIError && error.statusCode < 500) return null
        throw error
      }
    },

    async signOut(credential) {
      viewers.delete(keyOf(credential))
      const { headers } = await auth.api.signOut({ headers: headersOf(credential), returnHeaders: true })
      return headers.getSetCookie()
    },

    async resolve(credential) {
      // A socket's payload can hold what no header can; nobody was given such a token.
      if (!HEADER_VALUE.test(credential.value)) return null
      const key = keyOf(credential)
      const known = viewers.get(key)
      if (known) return known
      const session = await auth.api.getSession({ headers: headersOf(credential) })
      if (!session) return null
      const viewer = await viewerOf(session.user)
      viewers.set(key, viewer)
      return viewer
    },
  }
}

function headersOf({ kind, value }: Credential): Headers {
  return new Headers({ [kind]: value })
}

function keyOf({ kind, value }: Credential): string {
  return `${kind}:${value}`
}
