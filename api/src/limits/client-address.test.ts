import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createClientAddress } from './client-address.ts'

const request = (remoteAddress: string | undefined, forwarded?: string) =>
  ({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress },
    connection: { remoteAddress },
  }) as unknown as IncomingMessage

test.each([
  ['0', '10.0.0.1', undefined, '10.0.0.1'],
  ['0', '10.0.0.1', '1.2.3.4', '10.0.0.1'],
  ['1', '10.0.0.1', '1.2.3.4', '1.2.3.4'],
  ['1', '10.0.0.1', '6.6.6.6, 1.2.3.4', '1.2.3.4'],
  ['2', '10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.2', '1.2.3.4'],
  ['10.0.0.0/8', '10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.2', '1.2.3.4'],
  ['10.0.0.0/8', '11.0.0.1', '1.2.3.4', '11.0.0.1'],
  ['loopback, 10.0.0.0/8', '127.0.0.1', '1.2.3.4, 10.9.9.9', '1.2.3.4'],
  ['loopback', '::ffff:127.0.0.1', '1.2.3.4', '1.2.3.4'],
  ['0', '::ffff:192.168.1.7', undefined, '192.168.1.7'],
  ['0', '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
  ['0', '2001:db8::1', undefined, '2001:db8:0:0::/64'],
  ['0', '::1', undefined, '0:0:0:0::/64'],
  ['0', undefined, undefined, 'unknown'],
])('with %j trusted, %s that forwards for %j is %s', (trusted, remote, forwarded, expected) => {
  expect(createClientAddress(trusted)(request(remote, forwarded))).toBe(expected)
})

test.each(['proxy', '10.0.0.0/33', '300.0.0.1', 'loopback;'])('%j is nobody to trust', (trusted) => {
  expect(() => createClientAddress(trusted)).toThrow()
})
