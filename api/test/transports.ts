import type { Transport } from './client.ts'
import type { TestApi } from './test-api.ts'

/** The ways to the API. What holds over one must hold over the other: describe.each(TRANSPORTS). */
export const TRANSPORTS = ['HTTP', 'WebSocket'] as const

/** @param token a bearer token; without one the caller is anonymous */
export function transport(api: TestApi, name: (typeof TRANSPORTS)[number], token?: string): Transport {
  return name === 'HTTP' ? api.http(token) : api.socket(token)
}
