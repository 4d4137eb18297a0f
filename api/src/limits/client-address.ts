import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import proxyAddress from 'proxy-addr'

/** Tells who called, behind the proxies in front of this server. */
export type ClientAddress = (request: IncomingMessage) => string

/**
 * @param trusted whose word in X-Forwarded-For is taken: a number of proxies, or their addresses and networks with
 *   commas between (`loopback, 10.0.0.0/8`); nobody's by default. What a client writes there itself is not believed.
 * @throws TypeError for what is no address
 */
export function createClientAddress(trusted: string): ClientAddress {
  const trust = trustOf(trusted)
  return (request) => {
    // A connection that is gone has no address any more.
    if (!request.socket.remoteAddress) return 'unknown'
    return networkOf(proxyAddress(request, trust))
  }
}

function trustOf(trusted: string): (address: string, hops: number) => boolean {
  const proxies = Number(trusted)
  if (Number.isInteger(proxies)) return (_address, hops) => hops < proxies
  return proxyAddress.compile(trusted.split(',').map((part) => part.trim()))
}

/** The address, or where one subscriber has many of them, as IPv6 gives everyone, the /64 that is theirs. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail?.split(':').filter(Boolean) ?? []
  const groups =
    tail === undefined
      ? left
      : [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
