import type { Credential } from './auth.ts'

/** Reads a request's header, whatever kind of request it is. */
export type HeaderReader = (name: 'authorization' | 'cookie' | 'origin' | 'host') => string | null | undefined

/**
 * The credential of a request or of a WebSocket's upgrade. A bearer token is always good; a cookie only from our
 * own pages, since browsers send it along with whatever another site makes them request.
 * @param publicUrl the origin that browsers know us by; undefined: that of the Host header
 */
export function credentialOf(header: HeaderReader, publicUrl: string | undefined): Credential | null {
  const authorization = header('authorization')
  if (authorization) return { kind: 'authorization', value: authorization }
  const cookie = header('cookie')
  if (cookie && isOwnOrigin(header('origin'), header('host'), publicUrl))
    return { kind: 'cookie', value: cookie }
  return null
}

/** The credential in connection_init: `{ authorization: "Bearer …" }`. Null where there is none. */
export function credentialInPayload(
  payload: Readonly<Record<string, unknown>> | undefined,
): Credential | null {
  const value = payload?.['authorization'] ?? payload?.['Authorization']
  return typeof value === 'string' && value !== '' ? { kind: 'authorization', value } : null
}

/** A request without an Origin comes from no page of another site: browsers always send one where it matters. */
function isOwnOrigin(
  origin: string | null | undefined,
  host: string | null | undefined,
  publicUrl: string | undefined,
): boolean {
  if (!origin) return true
  // The Host header knows nothing of the scheme: a page over http may be anybody's on the way.
  if (publicUrl !== undefined) return origin === new URL(publicUrl).origin
  return URL.canParse(origin) && new URL(origin).host === host
}
