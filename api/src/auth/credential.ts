import type { IncomingHttpHeaders } from 'node:http'
import type { Credential } from './auth.ts'

/**
 * The credential of a request or of a WebSocket's upgrade. A bearer token is always good; a cookie only from our
 * own pages, since browsers send it along with whatever another site makes them request.
 */
export function credentialOf(headers: IncomingHttpHeaders, publicUrl: string | undefined): Credential | null {
  if (headers.authorization) return { kind: 'authorization', value: headers.authorization }
  if (headers.cookie && isOwnOrigin(headers, publicUrl)) return { kind: 'cookie', value: headers.cookie }
  return null
}

/** The credential in connection_init: `{ authorization: "Bearer …" }`. Null where there is none. */
export function credentialInPayload(payload: Record<string, unknown> | undefined): Credential | null {
  const value = payload?.['authorization']
  return typeof value === 'string' && value !== '' ? { kind: 'authorization', value } : null
}

/** A request without an Origin comes from no page of another site: browsers always send one where it matters. */
function isOwnOrigin({ origin, host }: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  if (origin === undefined) return true
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
