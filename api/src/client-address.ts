import type { IncomingMessage } from 'node:http'

/**
 * The address of whoever called, behind the proxies in front of this server. What a client itself writes into
 * X-Forwarded-For stands further left than what those add, and is not believed.
 * @param trustedProxies how many there are
 */
export function clientAddress(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustedProxies: number,
): string {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  const named = trustedProxies > 0 ? forwarded.at(-trustedProxies)?.trim() : undefined
  return named || (request.socket.remoteAddress ?? 'unknown')
}
